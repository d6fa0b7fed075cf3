"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Poster } from "@/components/streams/poster";
import { formatDuration, isoDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";
import type { ReplayCard as Card } from "@/lib/recordings/list-replays";

interface ReplayCardProps {
  readonly card: Card;
  /** In sight when the page opens. */
  readonly isFirst?: boolean;
  /** On a channel's own page everybody knows whose it is. */
  readonly isOwnPage?: boolean;
  /** Of its heading: one below that of the list. */
  readonly level?: 2 | 3;
}

/** One broadcast that can be watched again. */
export function ReplayCard({ card, isFirst = false, isOwnPage = false, level = 3 }: ReplayCardProps) {
  const Heading = `h${level}` as const;
  const t = useTranslations("lists");
  const labels = useTranslations("labels");
  const length = formatDuration(card.durationMs);
  return (
    <article data-stream={card.streamId} className="group relative">
      <div className="relative overflow-hidden rounded border group-hover:border-line-strong">
        <Poster src={card.posterUrl} isFirst={isFirst} />
        <time
          dateTime={isoDuration(card.durationMs)}
          title={t("length", { time: length })}
          className="figures absolute right-2 bottom-2 rounded-sm bg-black/80 px-1.5 text-small text-white"
        >
          {length}
        </time>
      </div>
      <Heading className="mt-2 line-clamp-2 font-medium wrap-anywhere">
        <Link
          href={`/watch/${card.streamId}`}
          prefetch={false}
          className="rounded-sm underline-offset-4 after:absolute after:inset-0 after:rounded group-hover:underline"
        >
          {card.title}
        </Link>
      </Heading>
      {isOwnPage ? null : <p className="truncate text-small text-muted">{card.creatorName}</p>}
      <p className="text-small text-muted">
        {labels(card.contentLabel)} · <Time at={card.startedAt} />
      </p>
    </article>
  );
}
