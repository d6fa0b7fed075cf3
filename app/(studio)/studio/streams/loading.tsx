import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["w-3/5", "w-2/5", "w-1/2", "w-1/3"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <div className="mb-4 flex min-h-11 items-center justify-between">
        <Skeleton className="h-7 w-32" />
        <Skeleton className="h-9 w-28" />
      </div>
      <div className="rounded border bg-surface">
        <div className="h-9 border-b" />
        {ROWS.map((width) => (
          <div key={width} className="flex h-14 items-center border-b px-4 last:border-b-0">
            <Skeleton className={`h-4 ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
