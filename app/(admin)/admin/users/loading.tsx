import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["w-40", "w-52", "w-36", "w-44", "w-48"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="mb-4 h-7 w-32" />
      <Skeleton className="mb-4 h-9 w-96 max-w-full" />
      <div className="rounded border bg-surface">
        <div className="h-9 border-b" />
        {ROWS.map((width) => (
          <div key={width} className="flex h-14 items-center gap-6 border-b px-4 last:border-b-0">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="ml-auto h-9 w-32" />
          </div>
        ))}
      </div>
    </div>
  );
}
