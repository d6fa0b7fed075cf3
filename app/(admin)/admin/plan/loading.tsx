import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto max-w-6xl px-4 py-6">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-2 mb-6 h-10 w-full max-w-prose" />
      <div className="grid gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <Skeleton className="h-120 w-full" />
        <div className="grid content-start gap-4">
          <Skeleton className="h-96 w-full" />
          <Skeleton className="h-96 w-full" />
        </div>
      </div>
    </div>
  );
}
