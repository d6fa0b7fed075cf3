import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto grid max-w-2xl gap-4 px-4 py-6">
      <Skeleton className="h-7 w-32" />
      <Skeleton className="h-72" />
      <Skeleton className="h-64" />
      <Skeleton className="h-36" />
    </div>
  );
}
