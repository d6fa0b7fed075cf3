import { Skeleton } from "@/components/ui/skeleton";

export default function PolicyLoading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="mb-3 h-5 w-20" />
      <Skeleton className="mb-6 h-7 w-44" />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-3">
          <Skeleton className="h-9 w-72 max-w-full" />
          {[1, 2, 3, 4].map((rule) => (
            <Skeleton key={rule} className="h-16" />
          ))}
          <Skeleton className="h-40" />
        </div>
        <Skeleton className="h-64" />
      </div>
    </div>
  );
}
