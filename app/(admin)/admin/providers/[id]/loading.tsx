import { Skeleton } from "@/components/ui/skeleton";

export default function ProviderLoading() {
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="h-5 w-24" />
      <Skeleton className="mt-2 mb-6 h-7 w-56" />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <div className="grid gap-4">
          <div className="grid gap-x-6 gap-y-5 rounded border bg-surface p-4 md:grid-cols-2">
            {[1, 2, 3, 4, 5, 6].map((field) => (
              <div key={field} className="grid gap-2">
                <Skeleton className="h-4 w-28" />
                <Skeleton className="h-9" />
              </div>
            ))}
          </div>
          <Skeleton className="h-64" />
        </div>
        <div className="grid gap-4">
          <Skeleton className="h-56" />
          <Skeleton className="h-44" />
        </div>
      </div>
    </div>
  );
}
