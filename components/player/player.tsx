"use client";

import { lazy, type PointerEvent, Suspense, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { PlaybackSource } from "@/lib/wire/playback";
import { Announcer } from "./announcer";
import { Controls } from "./controls";
import { earlyAttributes } from "./early";
import { shotsUrlOf } from "./live-shots";
import { Overlay } from "./overlay";
import { replayOf } from "./replay-control";
import { runCommand } from "./run-command";
import type { PlayerSnapshot, PlayerStatus } from "./snapshot";
import { useCaptions } from "./use-captions";
import { useCasting } from "./use-casting";
import { useIdle } from "./use-idle";
import { usePageVisible } from "./use-page-visible";
import { usePanels } from "./use-panels";
import { usePlayer } from "./use-player";
import { usePresentation } from "./use-presentation";
import { useShortcuts } from "./use-shortcuts";

/** Apart from the page's first code: few viewers open them. */
const FiguresPanel = lazy(() =>
  import("./figures-panel").then((module) => ({ default: module.FiguresPanel })),
);
const SettingsMenu = lazy(() =>
  import("./settings-menu").then((module) => ({ default: module.SettingsMenu })),
);

export interface PlayerProps {
  /** Ordered, best first. */
  readonly sources: readonly PlaybackSource[];
  readonly title?: string;
  readonly autoPlay?: boolean;
  readonly muted?: boolean;
  /** A small preview: fewer controls, no keys for the whole page, lets go of the stream while the page is hidden. */
  readonly compact?: boolean;
  /** Whatever the page learns of the stream; when it changes, a player that waits tries again at once. */
  readonly news?: string;
  /** A still picture for the time before the first one of its own. */
  readonly poster?: string;
  readonly onStatus?: (status: PlayerStatus) => void;
  /** Several times a second. */
  readonly onSnapshot?: (snapshot: PlayerSnapshot) => void;
  readonly className?: string;
}

/** Live video with its controls. Recovers by itself from whatever can be recovered from. */
export function Player(props: PlayerProps) {
  const { sources, title = "", autoPlay = true, muted = false, compact = false } = props;
  const { news, onStatus, onSnapshot } = props;
  const t = useTranslations("player");
  const replay = replayOf(sources);
  const video = useRef<HTMLVideoElement>(null);
  const container = useRef<HTMLElement>(null);
  const isVisible = usePageVisible();
  const { session, snapshot } = usePlayer(video, sources, {
    autoPlay,
    muted,
    isActive: !compact || isVisible,
  });
  const captions = useCaptions(video);
  const casting = useCasting(video);
  const presentation = usePresentation(container, video);
  const { isIdle, wake, sleep } = useIdle();
  const { settings, figures } = usePanels();
  useShortcuts(container, !compact, (command) => {
    wake();
    const toggleFigures = () => !compact && figures.toggle();
    if (session) runCommand(command, { session, captions, presentation, toggleFigures });
  });
  const { status } = snapshot;
  useEffect(() => onStatus?.(status), [onStatus, status]);
  useEffect(() => onSnapshot?.(snapshot), [onSnapshot, snapshot]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the news itself is the reason to try again.
  useEffect(() => session?.kick(), [session, news]);

  const isHidden = isIdle && status === "playing" && !snapshot.isSoundOnly && !settings.isOpen;
  const onSurface = (event: PointerEvent) => {
    if (event.button !== 0 || !session) return;
    if (settings.isOpen) return settings.toggle();
    if (snapshot.mustTapToHear) return session.setMuted(false);
    if (event.pointerType === "mouse") return session.togglePlay();
    if (isHidden) wake();
    else sleep();
  };

  return (
    <section
      ref={container}
      aria-label={t(replay ? "labelReplay" : "label", { title })}
      data-status={status}
      data-engine={snapshot.engine ?? undefined}
      onPointerMove={wake}
      onFocus={wake}
      className={cn(
        "group/player relative isolate aspect-video w-full overflow-hidden bg-black text-white select-none",
        isHidden && "cursor-none",
        props.className,
      )}
    >
      <video
        ref={video}
        playsInline
        poster={props.poster}
        // An early start has changed the element before React first sees it.
        suppressHydrationWarning
        {...(autoPlay && !muted && !compact && earlyAttributes(sources))}
        className="absolute inset-0 size-full object-contain"
        onPointerUp={onSurface}
        onDoubleClick={() => !compact && presentation.toggleFullscreen()}
      />
      <Overlay snapshot={snapshot} session={session} isCompact={compact} />
      <Controls
        snapshot={snapshot}
        session={session}
        captions={captions}
        casting={casting}
        presentation={presentation}
        isHidden={isHidden}
        isCompact={compact}
        shotsUrl={shotsUrlOf(sources)}
        storyboardUrl={replay?.storyboardUrl ?? null}
        settings={settings}
      />
      <Suspense>
        {figures.areShown && (
          <FiguresPanel video={video} session={session} snapshot={snapshot} onClose={figures.toggle} />
        )}
        {settings.isOpen && session && (
          <SettingsMenu
            snapshot={snapshot}
            session={session}
            areFiguresShown={figures.areShown}
            onToggleFigures={figures.toggle}
            onClose={settings.toggle}
          />
        )}
      </Suspense>
      <Announcer snapshot={snapshot} />
    </section>
  );
}
