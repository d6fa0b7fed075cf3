import type { ReplayCard as Card } from "@/lib/recordings/list-replays";
import { ReplayCard } from "./replay-card";

interface ReplayGridProps {
  readonly cards: readonly Card[];
  /** How many are in sight when the page opens. */
  readonly firstCount?: number;
  readonly isOwnPage?: boolean;
  readonly level?: 2 | 3;
}

export function ReplayGrid({ cards, firstCount = 0, isOwnPage = false, level = 3 }: ReplayGridProps) {
  return (
    <ul className="grid grid-cols-2 gap-x-3 gap-y-6 sm:gap-x-4 md:grid-cols-3 lg:grid-cols-4">
      {cards.map((card, index) => (
        <li key={card.streamId} className="min-w-0">
          <ReplayCard card={card} isFirst={index < firstCount} isOwnPage={isOwnPage} level={level} />
        </li>
      ))}
    </ul>
  );
}
