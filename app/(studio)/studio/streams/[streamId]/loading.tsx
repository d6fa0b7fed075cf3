import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true">
      <div className="border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-4 px-4">
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-6 w-64 max-w-1/2" />
          <Skeleton className="ml-auto h-9 w-28" />
        </div>
      </div>
      <div className="mx-auto grid max-w-6xl gap-4 px-4 py-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-5 w-72 max-w-full lg:col-span-2" />
        <Skeleton className="h-24" />
        <Skeleton className="h-40 lg:row-span-2 lg:h-64" />
        <Skeleton className="h-80" />
      </div>
    </div>
  );
}
