import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-6">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-7 w-72 max-w-full" />
      <Skeleton className="h-32" />
      <Skeleton className="h-96" />
      <Skeleton className="h-40" />
    </div>
  );
}
