import { Skeleton } from "@/components/ui/skeleton";

export default function ProvidersLoading() {
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="mb-6 h-7 w-40" />
      <div className="grid gap-4 lg:grid-cols-2">
        {[1, 2, 3, 4].map((panel) => (
          <Skeleton key={panel} className="h-48" />
        ))}
      </div>
    </div>
  );
}
