import type { UsageFigures } from "../wire/media-events";
import { MOST_LINK_KBPS } from "../wire/p2p";
import { MAX_RUNGS } from "../wire/stream-settings";
import type { UsageBasis, UsageKind, UsageMark } from "./usage-kinds";

/** One reading of a source's totals. */
export interface MeterReading {
  readonly totals: UsageFigures;
  /** Epoch ms at which it was asked for. */
  readonly at: number;
}

export interface UsageDelta {
  readonly kind: UsageKind;
  readonly quantity: bigint;
  readonly mark: UsageMark | null;
}

const KINDS: readonly (readonly [keyof UsageFigures, UsageKind])[] = [
  ["ingestMs", "ingest-ms"],
  ["viewerMs", "viewer-ms"],
  ["bytesIn", "bytes-in"],
  ["bytesOut", "bytes-out"],
  ["transcodeMs", "transcode-ms"],
  ["turnBytes", "turn-bytes"],
];
/** How much of a kind one ms can hold: one publisher, and each quality that a ladder may have. Of others nobody knows. */
const MOST_PER_MS: Partial<Record<UsageKind, number>> = { "ingest-ms": 1, "transcode-ms": MAX_RUNGS };
/** By how much, in ms, a reading may be ahead of our clock: it travels, and reports come in steps. */
const SLACK_MS = 30_000;

/**
 * What `now` adds to `before`, or null when it says nothing new. A measured total that fell has begun again from zero;
 * a reported one that fell is a correction. More ingest or transcoding than time has passed is a clock that jumped: the
 * time that passed is taken, and marked; so is what more went through relays than viewers could be sent. Figures that are unknown add nothing and stay unknown. Pure.
 */
export function usageDelta(
  before: MeterReading | null,
  now: MeterReading,
  basis: UsageBasis,
): readonly UsageDelta[] | null {
  if (before && now.at <= before.at) return null;
  // Whoever no longer holds the stream knows nothing of it; that is no new beginning.
  if (before && basis === "measured" && isEmpty(now.totals)) return null;
  const hasRestarted = basis === "measured" && before !== null && hasFallen(before.totals, now.totals);
  const elapsedMs = before && basis === "measured" ? now.at - before.at + SLACK_MS : Number.POSITIVE_INFINITY;
  return KINDS.flatMap(([figure, kind]): UsageDelta[] => {
    const told = now.totals[figure];
    if (told === null || !Number.isSafeInteger(told) || told < 0) return [];
    const total = believable(figure, now.totals);
    const known = hasRestarted || before === null ? 0 : believable(figure, before.totals);
    const added = total - known;
    // A first nothing is said once, so that it is known and not unknown. Readings from before a figure was counted lack it.
    if (added === 0 && typeof before?.totals[figure] === "number") return [];
    const most = elapsedMs * (MOST_PER_MS[kind] ?? Number.POSITIVE_INFINITY);
    if (added > most) return [{ kind, quantity: BigInt(most), mark: "capped" }];
    if (total < told) return [{ kind, quantity: BigInt(added), mark: "capped" }];
    return [{ kind, quantity: BigInt(added), mark: added < 0 ? "corrected" : null }];
  });
}

/** What the meter holds after the reading: a figure that became unknown keeps its last total. Pure. */
export function nextTotals(before: UsageFigures | null, now: UsageFigures): UsageFigures {
  return {
    ingestMs: now.ingestMs ?? before?.ingestMs ?? null,
    viewerMs: now.viewerMs ?? before?.viewerMs ?? null,
    bytesIn: now.bytesIn ?? before?.bytesIn ?? null,
    bytesOut: now.bytesOut ?? before?.bytesOut ?? null,
    transcodeMs: now.transcodeMs ?? before?.transcodeMs ?? null,
    turnBytes: now.turnBytes ?? before?.turnBytes ?? null,
  };
}

/** A creator's browser tells what it sent through relays: no more than all links of those who watched could carry. */
function believable(figure: keyof UsageFigures, totals: UsageFigures): number {
  const told = totals[figure] ?? 0;
  if (figure !== "turnBytes") return told;
  const most = (((totals.viewerMs ?? 0) + SLACK_MS) * MOST_LINK_KBPS) / 8;
  return Math.min(told, Math.floor(most));
}

function isEmpty(totals: UsageFigures): boolean {
  return KINDS.every(([figure]) => (totals[figure] ?? 0) === 0);
}

function hasFallen(before: UsageFigures, now: UsageFigures): boolean {
  return KINDS.some(([figure]) => (now[figure] ?? Number.POSITIVE_INFINITY) < (before[figure] ?? 0));
}
