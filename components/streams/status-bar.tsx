"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useClock } from "@/components/ui/use-clock";
import type { StreamView } from "@/lib/streams/stream";
import { isOver } from "./is-over";
import { LiveClock } from "./live-clock";
import { StateBadge } from "./state-badge";
import { useFigures } from "./use-figures";

/** State, time, title and audience; stays in sight while the page scrolls, with *End stream* in reach of a thumb. */
export function StatusBar({ stream, action }: { stream: StreamView; action: ReactNode }) {
  const broadcast = useTranslations("broadcast");
  const isOnAir = stream.broadcast === "live" || stream.broadcast === "reconnecting";
  return (
    <div className="sticky top-0 z-30 border-b bg-surface">
      <div className="mx-auto grid max-w-6xl grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1 px-4 py-2 sm:flex sm:gap-4">
        <span className="flex items-center gap-2">
          <StateBadge state={stream.broadcast} word={broadcast(stream.broadcast)} />
          {isOnAir && stream.startedAt !== null ? (
            <span className="font-medium">
              <LiveClock since={stream.startedAt} />
            </span>
          ) : null}
        </span>
        <h1 className="order-last col-span-3 min-w-0 truncate text-lead font-semibold sm:order-none sm:flex-1">
          {stream.title}
        </h1>
        {isOnAir ? <Audience stream={stream} /> : <span className="sm:hidden" />}
        {action}
      </div>
    </div>
  );
}

function Audience({ stream }: { stream: StreamView }) {
  const t = useTranslations("studio");
  const figures = useFigures();
  return (
    <span className="figures justify-self-end text-right whitespace-nowrap sm:text-left">
      {stream.viewers === null ? (
        <span title={t("viewersUnknown")}>{t("watchingUnknown")}</span>
      ) : (
        <span className="font-medium">{t("watching", { count: stream.viewers })}</span>
      )}
      <span className="ml-2 hidden text-muted min-[420px]:inline">
        {t("peak", { count: figures.number(stream.peakViewers, 0) })}
      </span>
    </span>
  );
}

/** Says each new state once to screen readers, and counts down while the encoder is away. */
export function StateNews({ stream }: { stream: StreamView }) {
  const broadcast = useTranslations("broadcast");
  const hint = useTranslations("broadcastHint");
  const t = useTranslations("studio");
  const now = useClock();
  // Whatever its encoder does, nobody else sees it.
  const told = stream.isPreview && stream.broadcast !== "blocked" ? "preview" : stream.broadcast;
  const left =
    stream.broadcast === "reconnecting" && stream.reconnectUntil !== null && now !== null
      ? Math.max(0, Math.ceil((stream.reconnectUntil - now) / 1000))
      : null;
  return (
    <>
      <p role="status" className="sr-only">
        {broadcast(stream.broadcast)}. {hint(told)}
      </p>
      <p aria-hidden className={isOver(stream.broadcast) ? "hidden" : "text-muted"}>
        {hint(told)}
        {left === null ? null : (
          <span className="figures ml-2 font-medium text-fair">{t("countdown", { seconds: left })}</span>
        )}
      </p>
    </>
  );
}
