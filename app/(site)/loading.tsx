import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["one", "two", "three"];

/** In the shape of the lists. */
export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="h-8 w-56" />
      <Skeleton className="mt-2 h-5 w-40" />
      <div className="mt-6 grid gap-x-4 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {CARDS.map((card) => (
          <div key={card}>
            <Skeleton className="aspect-video w-full" />
            <div className="mt-3 flex gap-3">
              <Skeleton className="size-9 rounded-full" />
              <div className="flex-1">
                <Skeleton className="h-5 w-4/5" />
                <Skeleton className="mt-2 h-4 w-2/5" />
              </div>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
