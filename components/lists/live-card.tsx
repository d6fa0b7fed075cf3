"use client";
import { Users } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Poster } from "@/components/streams/poster";
import { Badge } from "@/components/ui/badge";
import { buttonStyle } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import type { LiveCard as Card } from "@/lib/streams/list-live";
import { Monogram } from "./monogram";

interface LiveCardProps {
  readonly card: Card;
  readonly href: string;
  /** In sight when the page opens. */
  readonly isFirst?: boolean;
  /** Alone on the air: as wide as the page. */
  readonly isFeatured?: boolean;
  /** Of its heading: one below that of the list. */
  readonly level?: 2 | 3;
}

/** A new picture is made every ten seconds. */
const REFRESH_MS = 15_000;

/** One broadcast that is on air, as visitors find it. */
export function LiveCard({ card, href, isFirst = false, isFeatured = false, level = 3 }: LiveCardProps) {
  const Heading = `h${level}` as const;
  const t = useTranslations("lists");
  return (
    <article
      data-stream={card.streamId}
      className={cn(
        "group relative",
        isFeatured && "grid items-center gap-x-8 md:grid-cols-[minmax(0,8fr)_minmax(0,5fr)]",
      )}
    >
      <div className="relative overflow-hidden rounded border group-hover:border-line-strong">
        <Poster src={card.posterUrl} refreshMs={REFRESH_MS} isFirst={isFirst} />
        <Badge tone="live" className="absolute top-2 left-2">
          <span aria-hidden className="size-1.5 rounded-full bg-white" />
          {t("live")}
        </Badge>
        <Watching viewers={card.viewers} />
      </div>
      <div className={cn("mt-3 flex gap-3", isFeatured && "md:mt-0")}>
        <Monogram name={card.creatorName} />
        <div className="min-w-0 flex-1">
          <Heading
            className={cn(
              "font-semibold wrap-anywhere",
              isFeatured ? "text-title text-balance" : "line-clamp-2",
            )}
          >
            <Link
              href={href}
              prefetch={false}
              className="rounded-sm underline-offset-4 after:absolute after:inset-0 after:rounded group-hover:underline"
            >
              {card.title}
            </Link>
          </Heading>
          <Byline card={card} />
          {isFeatured ? (
            <span aria-hidden className={`${buttonStyle({ tone: "primary", size: "large" })} mt-4`}>
              {t("watchNow")}
            </span>
          ) : null}
        </div>
      </div>
    </article>
  );
}

function Watching({ viewers }: { viewers: number | null }) {
  const t = useTranslations("lists");
  return (
    <p
      title={viewers === null ? t("watchingUnknownHint") : undefined}
      className="figures absolute bottom-2 left-2 flex items-center gap-1.5 rounded-sm bg-black/80 px-1.5 text-small text-white"
    >
      <Users aria-hidden className="size-4" />
      {viewers === null ? t("watchingUnknown") : t("watching", { count: viewers })}
    </p>
  );
}

function Byline({ card: { creatorName, contentLabel, startedAt } }: { card: Card }) {
  const t = useTranslations("lists");
  const labels = useTranslations("labels");
  return (
    <>
      <p className="truncate text-muted">{creatorName}</p>
      <p className="text-small text-muted">
        {labels(contentLabel)}
        {startedAt === null ? null : (
          <>
            {" · "}
            {t.rich("started", { time: () => <Time key="time" at={startedAt} /> })}
          </>
        )}
      </p>
    </>
  );
}
