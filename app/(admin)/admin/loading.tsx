import { Skeleton } from "@/components/ui/skeleton";

const PROVIDERS = ["a", "b", "c", "d"];
const ROWS = ["w-40", "w-52", "w-36"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto grid max-w-6xl gap-4 px-4 py-6">
      <Skeleton className="h-7 w-32" />
      <div className="grid gap-px rounded border bg-surface sm:grid-cols-2 lg:grid-cols-4">
        {PROVIDERS.map((key) => (
          <div key={key} className="grid gap-3 px-4 py-3">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-3 w-36" />
          </div>
        ))}
      </div>
      <div className="grid gap-4 rounded border bg-surface p-4">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-6 w-full" />
      </div>
      <div className="rounded border bg-surface">
        {ROWS.map((width) => (
          <div key={width} className="flex h-14 items-center gap-6 border-b px-4 last:border-b-0">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="ml-auto h-4 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}
