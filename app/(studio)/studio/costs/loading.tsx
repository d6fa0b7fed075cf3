import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["w-40", "w-52", "w-36", "w-44"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="mb-2 h-7 w-56" />
      <Skeleton className="mb-6 h-5 w-96 max-w-full" />
      <Skeleton className="mb-4 h-64 w-full" />
      <div className="rounded border bg-surface">
        {ROWS.map((width) => (
          <div key={width} className="flex h-12 items-center gap-6 border-b px-4 last:border-b-0">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="ml-auto h-4 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
