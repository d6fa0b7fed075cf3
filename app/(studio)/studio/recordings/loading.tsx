import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["w-3/5", "w-2/5", "w-1/2"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="mt-2 mb-6 h-7 w-40" />
      <div className="rounded border bg-surface">
        {ROWS.map((width) => (
          <div key={width} className="grid gap-3 border-b p-4 last:border-b-0">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3 w-48" />
            <Skeleton className="h-7 w-64" />
          </div>
        ))}
      </div>
    </div>
  );
}
