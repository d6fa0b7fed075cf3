import { Skeleton } from "@/components/ui/skeleton";

export default function RoutingLoading() {
  return (
    <div aria-busy="true" className="mx-auto grid max-w-6xl gap-8 px-4 py-6">
      <Skeleton className="h-7 w-32" />
      <div className="rounded border bg-surface">
        <div className="h-16 border-b" />
        {["w-64", "w-52", "w-72"].map((width) => (
          <div key={width} className="flex h-12 items-center gap-8 px-4">
            <Skeleton className="h-4 w-40" />
            <Skeleton className={`h-4 ${width}`} />
          </div>
        ))}
      </div>
      <Skeleton className="h-40" />
      <div className="grid gap-4 md:grid-cols-2">
        {[1, 2, 3, 4].map((card) => (
          <Skeleton key={card} className="h-56" />
        ))}
      </div>
    </div>
  );
}
