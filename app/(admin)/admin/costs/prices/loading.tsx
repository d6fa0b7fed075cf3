import { Skeleton } from "@/components/ui/skeleton";

const PANELS = ["h-24", "h-72", "h-56", "h-80"];

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="h-5 w-20" />
      <Skeleton className="mt-2 h-7 w-28" />
      <Skeleton className="mt-2 mb-6 h-10 w-full max-w-prose" />
      <div className="grid gap-4">
        {PANELS.map((height) => (
          <Skeleton key={height} className={`w-full ${height}`} />
        ))}
      </div>
    </div>
  );
}
