"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Player } from "@/components/player/player";
import type { PlayerStatus } from "@/components/player/snapshot";
import { usePageVisible } from "@/components/player/use-page-visible";
import { Time } from "@/components/ui/time";
import type { WatchView } from "@/lib/streams/stream";
import { AddressGate } from "./address-gate";
import { OffAirCard } from "./off-air-card";
import { PrivateCard } from "./private-card";
import { useExperience } from "./use-experience";
import { useOwnPlayback } from "./use-own-playback";
import { usePresence } from "./use-presence";
import { ViewerCount } from "./viewer-count";
import { hasPlayer, isOnAir, watchPhase } from "./watch-phase";

/** One channel or stream, on or off the air. After it has loaded it speaks only with the media server, and with the app for what isn't for everybody. */
export function WatchPage({ view }: { view: WatchView }) {
  const t = useTranslations("watch");
  const labels = useTranslations("labels");
  const [status, setStatus] = useState<PlayerStatus>("loading");
  const [isAsking, setAsking] = useState(false);
  const [seenId, setSeenId] = useState<string | null>(null);
  const isVisible = usePageVisible();
  const {
    current: announced,
    viewers,
    isConnected,
    setWatching,
    tell,
  } = usePresence(view, status !== "loading" || !view.current?.playback.length);
  const { current, isRefused } = useOwnPlayback(announced, view.current, viewers);
  // A stream's own page is about that stream: over is over. A channel's page looks ahead.
  const isOwnPage = current !== null && current.streamId === view.topic;
  const isNews = isOwnPage || (current !== null && current.streamId === seenId);
  const phase = watchPhase(current, isNews, isOwnPage);
  const noteExperience = useExperience(phase === "player" && current ? current.streamId : null, tell);
  const isReplayElsewhere = phase === "ended" && current?.broadcast === "replay-ready" && !isOwnPage;
  const name = view.channel.creatorName;
  const heading = current && phase !== "offline" ? current.title : name;
  const isTurnedOut = isRefused || status === "refused";
  const isWatching =
    phase === "player" &&
    !isTurnedOut &&
    !isAsking &&
    status !== "failed" &&
    (status !== "paused" || isVisible);

  useEffect(() => setWatching(isWatching), [setWatching, isWatching]);
  useEffect(() => {
    if (hasPlayer(phase) && current) setSeenId(current.streamId);
  }, [phase, current]);
  useEffect(() => {
    if (current && isOnAir(current.broadcast)) document.title = t("titleLive", { title: current.title });
    else if (phase === "replay" && current) document.title = current.title;
    else if (phase === "ended" || phase === "processing") document.title = t("nowEnded");
  }, [current, phase, t]);

  if (isTurnedOut) return <PrivateCard kind="turned-out" signInHref={null} />;
  return (
    <article>
      <p role="status" aria-live="polite" className="sr-only">
        {phase === "player" && seenId !== current?.streamId && t("nowLive", { name })}
        {(phase === "ended" || phase === "processing") && t("nowEnded")}
        {phase === "replay" && view.current?.broadcast !== "replay-ready" && t("nowReplay")}
      </p>
      {hasPlayer(phase) && current ? (
        <AddressGate
          sources={current.playback}
          channelId={view.channel.id}
          creatorName={name}
          onAsking={setAsking}
        >
          <Player
            // A replay begins anew, in a player of its own.
            key={`${current.streamId} ${phase}`}
            sources={current.playback}
            title={current.title}
            news={`${current.broadcast} ${isConnected}`}
            // Whoever came for the replay sees it begin; whoever saw the end of the stream decides.
            autoPlay={phase === "player" || view.current?.broadcast === "replay-ready"}
            {...(current.posterUrl ? { poster: current.posterUrl } : {})}
            onStatus={setStatus}
            onSnapshot={noteExperience}
            className="sm:rounded"
          />
        </AddressGate>
      ) : (
        <OffAirCard
          phase={phase}
          view={view}
          isConnected={isConnected}
          replayHref={isReplayElsewhere ? `/watch/${current.streamId}` : null}
        />
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
            {phase === "replay" && current?.startedAt && (
              <span>
                {view.contentLabel && "· "}
                <ShownFrom at={current.startedAt} />
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

function ShownFrom({ at }: { at: number }) {
  const t = useTranslations("watch");
  return t.rich("replayFrom", { time: () => <Time key="time" at={at} /> });
}
