import type { CeilingReason } from "@/lib/wire/p2p";

/** What one viewer is sent. */
export interface SendingPlan {
  readonly videoKbps: number;
  readonly framesPerSecond: number;
  /** Lines of the picture at most. */
  readonly height: number;
}

/** By how many viewers there are: each one is an encoder more and a share of the uplink more. */
const LADDER: readonly (SendingPlan & { readonly upTo: number })[] = [
  { upTo: 1, videoKbps: 2_000, framesPerSecond: 30, height: 720 },
  { upTo: 2, videoKbps: 1_200, framesPerSecond: 30, height: 720 },
  { upTo: 3, videoKbps: 800, framesPerSecond: 24, height: 480 },
  { upTo: 5, videoKbps: 450, framesPerSecond: 15, height: 360 },
  { upTo: 8, videoKbps: 350, framesPerSecond: 15, height: 360 },
  { upTo: Number.POSITIVE_INFINITY, videoKbps: 250, framesPerSecond: 12, height: 270 },
];

/** Below this a picture isn't worth looking at. */
const LEAST_KBPS = 150;
/** Part of the uplink that may be used: the rest is for sound, repairs and the creator's own pages. */
const UPLINK_SHARE = 0.8;
/** Part of all processor cores that encoders may keep busy; the picture must also be captured, composed and shown. */
const ENCODER_SHARE = 0.6;
const LOSS_LIMIT = 0.1;

/** What the links of a room measured lately. Null is unknown. */
export interface RoomLoad {
  readonly viewers: number;
  /** What all links together carry, once the line has shown its limit; null while it has not. */
  readonly uplinkKbps: number | null;
  /** Encoding one frame for one viewer, in ms. */
  readonly encodeMs: number | null;
  /** That the encoders make for one viewer now. */
  readonly framesPerSecond: number | null;
  /** 0…1, on average. */
  readonly lossRatio: number | null;
  /** Whether an encoder says that the processor holds it back. */
  readonly isProcessorShort: boolean;
}

/** What each of so many viewers is sent. Pure. */
export function planSending(viewers: number, uplinkKbps: number | null): SendingPlan {
  const count = Math.max(1, viewers);
  const rung = rungFor(count);
  const share = uplinkKbps === null ? rung.videoKbps : (uplinkKbps * UPLINK_SHARE) / count;
  const videoKbps = Math.round(Math.max(LEAST_KBPS, Math.min(rung.videoKbps, share)));
  // A narrow line gets a smaller picture rather than a worse one.
  const affordable = LADDER.find((step) => step.videoKbps <= videoKbps * 1.25) ?? LADDER.at(-1) ?? rung;
  return {
    videoKbps,
    framesPerSecond: Math.min(rung.framesPerSecond, affordable.framesPerSecond),
    height: Math.min(rung.height, affordable.height),
  };
}

export interface Ceiling {
  readonly viewers: number;
  readonly because: CeilingReason;
}

/**
 * How many viewers fit, by what was measured with those who are there. Turns nobody out: those who have a place are served
 * worse instead, as `planSending` says. Pure.
 */
export function planCeiling(load: RoomLoad, most: number, cores: number): Ceiling {
  const bounds: Ceiling[] = [
    { viewers: most, because: "set" },
    { viewers: byUplink(load), because: "uplink" },
    { viewers: byEncoder(load, most, cores), because: "encoder" },
    { viewers: (load.lossRatio ?? 0) > LOSS_LIMIT ? load.viewers : most, because: "loss" },
  ];
  const tightest = bounds.reduce((least, one) => (one.viewers < least.viewers ? one : least));
  // One viewer always may try: without one nothing can be measured.
  return { ...tightest, viewers: Math.min(most, Math.max(1, tightest.viewers)) };
}

function byUplink({ uplinkKbps }: RoomLoad): number {
  if (uplinkKbps === null) return Number.POSITIVE_INFINITY;
  return Math.floor((uplinkKbps * UPLINK_SHARE) / LEAST_KBPS);
}

/** A fuller room is sent less to each, so a viewer more costs less than the average one does now. */
function byEncoder(
  { viewers, encodeMs, framesPerSecond, isProcessorShort }: RoomLoad,
  most: number,
  cores: number,
) {
  if (viewers === 0 || encodeMs === null || framesPerSecond === null) return Number.POSITIVE_INFINITY;
  if (isProcessorShort) return viewers;
  const now = rungFor(viewers);
  const busy = (encodeMs * framesPerSecond) / 1_000;
  let fits = viewers;
  for (let count = viewers + 1; count <= most; count += 1) {
    const next = rungFor(count);
    const ratio = (next.framesPerSecond * next.height ** 2) / (now.framesPerSecond * now.height ** 2);
    if (count * busy * Math.min(1, ratio) > cores * ENCODER_SHARE) break;
    fits = count;
  }
  return fits;
}

function rungFor(viewers: number): SendingPlan {
  const rung = LADDER.find(({ upTo }) => viewers <= upTo);
  if (!rung) throw new Error("the ladder ends nowhere");
  return rung;
}
