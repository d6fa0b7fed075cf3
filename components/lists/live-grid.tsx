import { cn } from "@/components/ui/cn";
import type { LiveCard as Card } from "@/lib/streams/list-live";
import { LiveCard } from "./live-card";

/** Rows of the grid that are in sight when the page opens. */
const FIRST = 3;

interface LiveGridProps {
  readonly cards: readonly Card[];
  readonly mayFeature?: boolean;
  readonly level?: 2 | 3;
}

/** What is on air. One stream gets the whole width, two share it. */
export function LiveGrid({ cards, mayFeature = false, level = 3 }: LiveGridProps) {
  const isFeatured = mayFeature && cards.length === 1;
  const ofHandle = (handle: string) => cards.filter((card) => card.handle === handle).length;
  return (
    <ul
      className={cn(
        "grid gap-x-4 gap-y-8",
        !isFeatured && "sm:grid-cols-2",
        (!mayFeature || cards.length > 2) && "lg:grid-cols-3",
      )}
    >
      {cards.map((card, index) => (
        <li key={card.streamId} className="min-w-0">
          <LiveCard
            card={card}
            // A channel's page shows one stream; the address of one among several is its own.
            href={ofHandle(card.handle) > 1 ? `/watch/${card.streamId}` : `/@${card.handle}`}
            isFirst={index < FIRST}
            isFeatured={isFeatured}
            level={level}
          />
        </li>
      ))}
    </ul>
  );
}
