import type { EngineHost } from "./engine-host";
import type { Experience } from "./experience";
import type { LiveEdgeFollower } from "./live-edge-follower";
import { playingPosition } from "./playing-position";
import { NO_CHOICE, type Quality, type QualityState } from "./quality";
import { type PlayerSnapshot, toStatus } from "./snapshot";
import type { SourcePlan } from "./source-plan";

/** What a session is made of. */
export interface SessionParts {
  readonly video: HTMLVideoElement;
  readonly host: EngineHost;
  readonly plan: SourcePlan;
  readonly follower: LiveEdgeFollower;
  readonly experience: Experience;
  readonly isReplay: boolean;
}

/** What only the session itself knows. */
export interface SessionFacts
  extends Pick<
    PlayerSnapshot,
    "interruption" | "hasStarted" | "hasMedia" | "mustTapToHear" | "mustTapToPlay"
  > {
  readonly isRefused: boolean;
  /** Null unless nothing can be played. */
  readonly failedCodecs: string | null;
  readonly isStarved: boolean;
  /** In which the stream could be had, for an engine that has no choice itself. */
  readonly offered: readonly Quality[];
}

export const NOTHING_YET: SessionFacts = {
  interruption: null,
  hasStarted: false,
  hasMedia: false,
  mustTapToHear: false,
  mustTapToPlay: false,
  isRefused: false,
  failedCodecs: null,
  isStarved: false,
  offered: [],
};

const SLOW_AFTER_MS = 8000;

/** Puts together what the controls draw. */
export function takeSnapshot(parts: SessionParts, facts: SessionFacts): PlayerSnapshot {
  const { video, host, plan, follower, experience, isReplay } = parts;
  const { interruption, hasStarted, hasMedia, mustTapToHear, mustTapToPlay, failedCodecs } = facts;
  const engine = host.current;
  return {
    ...playingPosition(video, engine, { hasStarted, isReplay }),
    status: toStatus({
      isRefused: facts.isRefused,
      hasFailed: failedCodecs !== null,
      interruption,
      hasStarted,
      isPaused: video.paused,
      isStarved: facts.isStarved,
    }),
    interruption,
    failedCodecs: failedCodecs ?? "",
    hasStarted,
    isReplay,
    isSoundOnly: video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth === 0,
    isSlow: !hasStarted && experience.elapsedMs(Date.now()) > SLOW_AFTER_MS,
    hasMedia,
    mustTapToHear,
    mustTapToPlay,
    isMuted: video.muted,
    volume: video.volume,
    isAtEdge: !isReplay && !video.paused && follower.isAtEdge(),
    playbackRate: video.playbackRate,
    quality: engine?.qualities?.state() ?? sourceOnly(facts.offered),
    way: host.way?.source.kind ?? null,
    engine: host.way?.entry.name ?? null,
    latencyWish: isReplay || !plan.hasChoice ? null : plan.wish,
    canGoBack: engine?.isInstant === true && plan.canGoBack,
    askedAtMs: experience.startedAtMs,
    startupMs: experience.startupMs,
    rebuffers: experience.rebuffers,
    rebufferMs: experience.rebufferMs,
  };
}

/** What arrives is the source's picture, whatever else there is. */
function sourceOnly(offered: readonly Quality[]): QualityState {
  return offered.length > 0 ? { offered, chosenId: null, playingId: "source" } : NO_CHOICE;
}
