"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Player } from "@/components/player/player";
import type { PlayerStatus } from "@/components/player/snapshot";
import { usePageVisible } from "@/components/player/use-page-visible";
import { Time } from "@/components/ui/time";
import type { WatchView } from "@/lib/streams/stream";
import { OffAirCard } from "./off-air-card";
import { usePresence } from "./use-presence";
import { ViewerCount } from "./viewer-count";
import { isOnAir, watchPhase } from "./watch-phase";

/** One channel or stream, on or off the air. After it has loaded it speaks only with the media server. */
export function WatchPage({ view }: { view: WatchView }) {
  const t = useTranslations("watch");
  const labels = useTranslations("labels");
  const [status, setStatus] = useState<PlayerStatus>("loading");
  const [seenId, setSeenId] = useState<string | null>(null);
  const isVisible = usePageVisible();
  const { current, viewers, isConnected, setWatching } = usePresence(
    view,
    status !== "loading" || !view.current?.playback.length,
  );
  // A stream's own page is about that stream: over is over. A channel's page looks ahead.
  const isNews = current !== null && (current.streamId === seenId || current.streamId === view.topic);
  const phase = watchPhase(current, isNews);
  const name = view.channel.creatorName;
  const heading = current && phase !== "offline" ? current.title : name;
  const isWatching = phase === "player" && status !== "failed" && (status !== "paused" || isVisible);

  useEffect(() => setWatching(isWatching), [setWatching, isWatching]);
  useEffect(() => {
    if (phase === "player" && current) setSeenId(current.streamId);
  }, [phase, current]);
  useEffect(() => {
    if (current && isOnAir(current.broadcast)) document.title = t("titleLive", { title: current.title });
    else if (phase === "ended") document.title = t("nowEnded");
  }, [current, phase, t]);

  return (
    <article>
      <p role="status" aria-live="polite" className="sr-only">
        {phase === "player" && seenId !== current?.streamId && t("nowLive", { name })}
        {phase === "ended" && t("nowEnded")}
      </p>
      {phase === "player" && current ? (
        <Player
          key={current.streamId}
          sources={current.playback}
          title={current.title}
          news={`${current.broadcast} ${isConnected}`}
          onStatus={setStatus}
          className="sm:rounded"
        />
      ) : (
        <OffAirCard phase={phase} view={view} isConnected={isConnected} />
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-4 pt-4 sm:px-0">
        <div className="min-w-0">
          <h1 className="text-title font-semibold text-balance wrap-anywhere">{heading}</h1>
          <p className="text-muted">
            <Link
              href={`/@${view.channel.handle}`}
              prefetch={false}
              className="rounded-sm font-medium text-ink underline-offset-4 hover:underline"
            >
              {name}
            </Link>{" "}
            @{view.channel.handle}
          </p>
          <p className="flex flex-wrap gap-x-2 text-small text-muted">
            {view.contentLabel && phase !== "offline" && <span>{labels(view.contentLabel)}</span>}
            {phase === "player" && current?.startedAt && (
              <span>
                {view.contentLabel && "· "}
                <Started at={current.startedAt} />
              </span>
            )}
          </p>
        </div>
        {phase === "player" && <ViewerCount count={isConnected === false ? null : viewers} />}
      </div>
    </article>
  );
}

function Started({ at }: { at: number }) {
  const t = useTranslations("watch");
  return t.rich("startedAt", { time: () => <Time key="time" at={at} /> });
}
