"use client";

import { ExternalLink } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Player } from "@/components/player/player";
import type { PlayerStatus } from "@/components/player/snapshot";
import { usePageVisible } from "@/components/player/use-page-visible";
import { AddressGate } from "@/components/watch/address-gate";
import { OffAirCard } from "@/components/watch/off-air-card";
import { PrivateCard } from "@/components/watch/private-card";
import { useExperience } from "@/components/watch/use-experience";
import { useOwnPlayback } from "@/components/watch/use-own-playback";
import { usePresence } from "@/components/watch/use-presence";
import { hasPlayer, watchPhase } from "@/components/watch/watch-phase";
import type { WatchView } from "@/lib/streams/stream";

interface EmbedPageProps {
  readonly view: WatchView;
  readonly watchPath: string;
  readonly siteName: string;
}

/** One channel or stream in a frame of another site: the player, what it shows, and the way to its page. */
export function EmbedPage({ view, watchPath, siteName }: EmbedPageProps) {
  const t = useTranslations("embed");
  const [status, setStatus] = useState<PlayerStatus>("loading");
  const [isAsking, setAsking] = useState(false);
  const isVisible = usePageVisible();
  const presence = usePresence(view, status !== "loading" || !view.current?.playback.length);
  const { setWatching } = presence;
  const { current, isRefused } = useOwnPlayback(presence.current, view.current, presence.viewers);
  const isOwn = current !== null && current.streamId === view.topic;
  const phase = watchPhase(current, isOwn, isOwn);
  const streamId = phase === "player" && current ? current.streamId : null;
  const noteExperience = useExperience(streamId, presence.tell);
  const isWatching =
    phase === "player" && !isAsking && status !== "failed" && (status !== "paused" || isVisible);
  useEffect(() => setWatching(isWatching), [setWatching, isWatching]);

  if (isRefused || status === "refused") return <PrivateCard kind="turned-out" signInHref={null} />;
  return (
    <article className="flex h-full flex-col bg-black">
      {hasPlayer(phase) && current ? (
        <AddressGate
          sources={current.playback}
          channelId={view.channel.id}
          creatorName={view.channel.creatorName}
          onAsking={setAsking}
          isFramed
        >
          <Player
            key={`${current.streamId} ${phase}`}
            sources={current.playback}
            title={current.title}
            news={`${current.broadcast} ${presence.isConnected}`}
            autoPlay={phase === "player"}
            {...(current.posterUrl ? { poster: current.posterUrl } : {})}
            onStatus={setStatus}
            onSnapshot={noteExperience}
            className="aspect-auto min-h-0 flex-1"
          />
        </AddressGate>
      ) : (
        <div className="grid min-h-0 flex-1 place-items-center overflow-auto bg-sunken">
          <OffAirCard phase={phase} view={view} isConnected={presence.isConnected} replayHref={null} />
        </div>
      )}
      <footer className="flex h-9 shrink-0 items-center gap-3 border-t bg-canvas px-3 text-small">
        <h1 className="min-w-0 flex-1 truncate font-semibold">
          {current && phase !== "offline" ? current.title : view.channel.creatorName}
        </h1>
        <a
          href={watchPath}
          target="_blank"
          rel="noopener"
          className="flex h-9 shrink-0 items-center gap-1.5 rounded-sm text-accent underline-offset-4 hover:underline"
        >
          {t("watchOn", { site: siteName })}
          <ExternalLink aria-hidden className="size-4" />
        </a>
      </footer>
    </article>
  );
}
