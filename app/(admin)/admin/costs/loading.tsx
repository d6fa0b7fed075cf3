import { Skeleton } from "@/components/ui/skeleton";

const DAYS = [40, 65, 30, 80, 55, 72, 90, 48, 60, 35, 70, 50, 85, 62, 44, 58, 76, 38, 66, 52];
const ROWS = ["w-40", "w-52", "w-36", "w-44"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <div className="mb-4 flex flex-wrap justify-between gap-3">
        <Skeleton className="h-7 w-32" />
        <Skeleton className="h-9 w-80 max-w-full" />
      </div>
      <div className="grid gap-4">
        <div className="grid gap-4 rounded border bg-surface p-4">
          <Skeleton className="h-7 w-40" />
          <Skeleton className="h-6 w-full" />
        </div>
        <div className="flex h-56 items-end gap-1 rounded border bg-surface p-4">
          {DAYS.map((height) => (
            <span key={height} className="flex-1" style={{ height: `${height}%` }}>
              <Skeleton className="h-full" />
            </span>
          ))}
        </div>
        <div className="rounded border bg-surface">
          {ROWS.map((width) => (
            <div key={width} className="flex h-12 items-center gap-6 border-b px-4 last:border-b-0">
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="ml-auto h-4 w-20" />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
