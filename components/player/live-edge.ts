/**
 * Keeps the picture as close to live as the connection allows: a pure decision, asked several times a
 * second. Distances are seconds behind the live edge.
 */
export interface LiveEdgeInput {
  readonly nowMs: number;
  readonly behindSec: number;
  /** Media ahead of the playhead that can be shown without a request. */
  readonly bufferSec: number;
  /** The least distance the stream allows (its hold-back). */
  readonly holdBackSec: number;
}

export interface LiveEdgeState {
  /** Added to the hold-back after stalls, narrowed again when all is quiet. */
  readonly marginSec: number;
  /** Stalls lately, and what nearly was one; each makes the next narrowing wait longer. */
  readonly stalls: number;
  readonly lastStallMs: number;
  readonly lastDecisionMs: number;
  /** When following began (start, or "back to live"): early errors are jumped over, not crept up on. */
  readonly followingSinceMs: number;
  readonly rate: number;
}

export interface LiveEdgeDecision {
  readonly state: LiveEdgeState;
  readonly rate: number;
  /** Distance behind the edge to jump to; null to stay. */
  readonly jumpToSec: number | null;
}

const SLOWEST = 0.97;
const FASTEST = 1.06;
/** Far behind after an interruption: still hardly heard, and never a spinner. */
const FASTEST_FAR_BEHIND = 1.12;
const FAR_BEHIND_SEC = 1;
/** Errors below this are noise of the arriving parts. */
const DEAD_BAND_SEC = 0.04;
const JUMP_BEYOND_SEC = 3;
/** What must still be buffered at the place jumped to, or the jump itself would stall. */
const LEFT_AFTER_JUMP_SEC = 0.3;
const SETTLING_MS = 4000;
const WIDEN_SEC = 0.25;
const WIDEST_SEC = 3;
const NARROW_PER_SEC = 0.005;
const QUIET_MS = 15_000;
/** Chromium stops when some 0.12 s are left: whoever comes so near to it widens before it happens. */
const THIN_SEC = 0.2;
const WIDEN_EARLY_SEC = 0.1;
const WIDEN_EARLY_EVERY_MS = 1000;
const MOST_STALLS = 4;

export function startFollowing(nowMs: number, previous?: LiveEdgeState): LiveEdgeState {
  return {
    marginSec: previous?.marginSec ?? 0,
    stalls: previous?.stalls ?? 0,
    lastStallMs: previous?.lastStallMs ?? Number.NEGATIVE_INFINITY,
    lastDecisionMs: nowMs,
    followingSinceMs: nowMs,
    rate: 1,
  };
}

/** The picture stood still for want of data: keep more distance from now on. */
export function noteStall(state: LiveEdgeState, nowMs: number): LiveEdgeState {
  return widen(state, nowMs, WIDEN_SEC);
}

function widen(state: LiveEdgeState, nowMs: number, bySec: number): LiveEdgeState {
  return {
    ...state,
    marginSec: Math.min(state.marginSec + bySec, WIDEST_SEC),
    stalls: Math.min(state.stalls + 1, MOST_STALLS),
    lastStallMs: nowMs,
  };
}

export function decideLiveEdge(before: LiveEdgeState, input: LiveEdgeInput): LiveEdgeDecision {
  const state = isThin(before, input)
    ? { ...widen(before, input.nowMs, WIDEN_EARLY_SEC), lastDecisionMs: input.nowMs }
    : narrow(before, input.nowMs);
  const targetSec = input.holdBackSec + state.marginSec;
  const errorSec = input.behindSec - targetSec;
  if (mustJump(state, input, errorSec)) {
    return { state: { ...state, rate: 1 }, rate: 1, jumpToSec: targetSec };
  }
  const rate = chooseRate(state.rate, errorSec);
  return { state: { ...state, rate }, rate, jumpToSec: null };
}

/** What lies ready is about to run out, though the distance is what was aimed at. */
function isThin(state: LiveEdgeState, { nowMs, behindSec, bufferSec, holdBackSec }: LiveEdgeInput): boolean {
  const isKept = behindSec > holdBackSec + state.marginSec - DEAD_BAND_SEC * 2;
  const isSettled = nowMs - state.followingSinceMs >= SETTLING_MS;
  return bufferSec < THIN_SEC && isKept && isSettled && nowMs - state.lastStallMs >= WIDEN_EARLY_EVERY_MS;
}

function narrow(state: LiveEdgeState, nowMs: number): LiveEdgeState {
  const elapsedSec = Math.max(0, nowMs - state.lastDecisionMs) / 1000;
  const next = { ...state, lastDecisionMs: nowMs };
  if (nowMs - state.lastStallMs < QUIET_MS * 2 ** state.stalls) return next;
  const marginSec = Math.max(0, state.marginSec - NARROW_PER_SEC * elapsedSec);
  return { ...next, marginSec, stalls: marginSec === 0 ? 0 : state.stalls };
}

function mustJump(state: LiveEdgeState, input: LiveEdgeInput, errorSec: number): boolean {
  if (errorSec > JUMP_BEYOND_SEC) return true;
  // Later a jump is seen: all from the last key frame on is decoded first, up to a second on a busy machine.
  const isSettling = input.nowMs - state.followingSinceMs < SETTLING_MS;
  const isBuffered = input.bufferSec > errorSec + LEFT_AFTER_JUMP_SEC;
  return isSettling && isBuffered && errorSec > 0.12;
}

function chooseRate(current: number, errorSec: number): number {
  // Once correcting, go on until the error is gone: fewer changes of rate are heard less.
  const band = current === 1 ? DEAD_BAND_SEC : DEAD_BAND_SEC / 3;
  if (Math.abs(errorSec) < band) return 1;
  const wanted = 1 + errorSec * 0.25;
  const rounded = Math.round(wanted * 100) / 100;
  const effective = rounded === 1 ? 1 + Math.sign(errorSec) * 0.01 : rounded;
  const fastest = errorSec > FAR_BEHIND_SEC ? FASTEST_FAR_BEHIND : FASTEST;
  return Math.min(fastest, Math.max(SLOWEST, effective));
}
