import type { PlaybackSource } from "@/lib/wire/playback";
import type { LatencyWish } from "./latency-wish";
import { NO_CHOICE, type QualityState } from "./quality";
import type { Interruption } from "./recovery";

export type PlayerStatus =
  | "loading"
  | "playing"
  | "paused"
  | "buffering"
  | "interrupted"
  | "failed"
  | "refused";

/** Everything the controls draw. Positions are seconds on the video's own timeline. */
export interface PlayerSnapshot {
  readonly status: PlayerStatus;
  readonly interruption: Interruption | null;
  /** Why nothing can be played, when `failed`: codecs as in RFC 6381, or empty when unknown. */
  readonly failedCodecs: string;
  readonly hasStarted: boolean;
  /** A finished recording: `window` is the whole of it, and nothing is live. */
  readonly isReplay: boolean;
  /** Media arrives but carries no picture that this browser shows. */
  readonly isSoundOnly: boolean;
  /** Loading takes longer than it should; `hasMedia` tells whether data arrives at all. */
  readonly isSlow: boolean;
  readonly hasMedia: boolean;
  /** The browser allowed starting only without sound. */
  readonly mustTapToHear: boolean;
  /** The browser refused to start at all until the viewer asks. */
  readonly mustTapToPlay: boolean;
  readonly isMuted: boolean;
  readonly volume: number;
  readonly positionSec: number;
  readonly window: { readonly startSec: number; readonly edgeSec: number } | null;
  readonly behindSec: number | null;
  readonly isAtEdge: boolean;
  /** Estimated; null is unknown. */
  readonly latencySec: number | null;
  readonly playbackRate: number;
  readonly quality: QualityState;
  /** What kind of source is played, and by which engine of the table; null before the first. */
  readonly way: PlaybackSource["kind"] | null;
  readonly engine: string | null;
  /** Null where there is nothing to choose from. */
  readonly latencyWish: LatencyWish | null;
  /** What is played has no past, but another source has. */
  readonly canGoBack: boolean;
  /** When the stream was asked for, epoch ms. */
  readonly askedAtMs: number;
  /** From asking for the stream to its first picture; null before. */
  readonly startupMs: number | null;
  /** How often, and for how long altogether, the picture has stood for want of data since its first. */
  readonly rebuffers: number;
  readonly rebufferMs: number;
}

export const INITIAL_SNAPSHOT: PlayerSnapshot = {
  status: "loading",
  interruption: null,
  failedCodecs: "",
  hasStarted: false,
  isReplay: false,
  isSoundOnly: false,
  isSlow: false,
  hasMedia: false,
  mustTapToHear: false,
  mustTapToPlay: false,
  isMuted: false,
  volume: 1,
  positionSec: 0,
  window: null,
  behindSec: null,
  isAtEdge: true,
  latencySec: null,
  playbackRate: 1,
  quality: NO_CHOICE,
  way: null,
  engine: null,
  latencyWish: null,
  canGoBack: false,
  askedAtMs: 0,
  startupMs: null,
  rebuffers: 0,
  rebufferMs: 0,
};

export interface StatusFacts {
  /** This viewer may not watch, or not any longer. */
  readonly isRefused: boolean;
  readonly hasFailed: boolean;
  readonly interruption: Interruption | null;
  readonly hasStarted: boolean;
  readonly isPaused: boolean;
  /** Nothing left to show: `readyState` below HAVE_FUTURE_DATA. */
  readonly isStarved: boolean;
}

/** What is buffered is still watched: an interruption shows only when the picture really stands still. */
export function toStatus(facts: StatusFacts): PlayerStatus {
  if (facts.isRefused) return "refused";
  if (facts.hasFailed) return "failed";
  if (facts.interruption && (facts.isStarved || !facts.hasStarted)) return "interrupted";
  if (!facts.hasStarted) return "loading";
  if (facts.isPaused) return "paused";
  return facts.isStarved ? "buffering" : "playing";
}
