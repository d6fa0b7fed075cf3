import type { Trouble } from "./engine";

/** What the viewer is told while the player helps itself. Never "reload the page". */
export type Interruption =
  | "creator-away"
  | "viewer-offline"
  | "repairing"
  | "room-full"
  | "no-path"
  | "relay-away";

export interface RecoveryState {
  /** Attempts in a row without pictures in between. */
  readonly attempts: number;
  /** Decoder failures lately, epoch ms, newest last. */
  readonly mediaErrorsMs: readonly number[];
}

export type RecoveryStep =
  /** The engine goes on by itself; only tell the viewer. */
  | { readonly do: "wait"; readonly show: Interruption }
  /** Try the next source. Where there is none the engine goes on by itself; tell the viewer. */
  | { readonly do: "yield"; readonly show: Interruption }
  /** Ask the engine to mend itself, keeping its position. */
  | { readonly do: "repair" }
  /** Ask the source whether it is back after `delayMs`, and start a new engine once it is. */
  | { readonly do: "restart"; readonly delayMs: number; readonly show: Interruption }
  /** Try the next source at once; where all have had their turn, begin with the first again after `delayMs`. */
  | { readonly do: "elsewhere"; readonly delayMs: number; readonly show: Interruption }
  /** This engine can never play this: try the next one, or say so. */
  | { readonly do: "give-up"; readonly codecs: string };

export const CALM: RecoveryState = { attempts: 0, mediaErrorsMs: [] };

const MEDIA_ERROR_WINDOW_MS = 20_000;
const REPAIRS_PER_WINDOW = 2;
const FIRST_DELAY_MS = 400;
/** A viewer waits at most this long after the stream is back, even without presence. */
const LONGEST_DELAY_MS = 4000;

/**
 * What to do about a trouble. `random` is in 0…1 and spreads a crowd whose stream broke at the same moment.
 * Retries never end by themselves: whether the stream is over is the announcement's to say.
 */
export function planRecovery(
  state: RecoveryState,
  trouble: Trouble,
  nowMs: number,
  random: number,
): { state: RecoveryState; step: RecoveryStep } {
  switch (trouble.kind) {
    case "stalled":
      return { state, step: { do: "wait", show: "creator-away" } };
    case "missing":
      return restart(state, "creator-away", random);
    case "unreachable":
      return restart(state, "viewer-offline", random);
    case "replaced":
      return { state, step: { do: "restart", delayMs: 0, show: "repairing" } };
    case "full":
      return { state, step: { do: "yield", show: "room-full" } };
    case "no-path":
      return { state, step: { do: "yield", show: trouble.relayOnly ? "relay-away" : "no-path" } };
    case "unavailable": {
      const { state: next, step } = restart(state, "repairing", random);
      return { state: next, step: { ...step, do: "elsewhere" } };
    }
    case "unsupported":
      return { state, step: { do: "give-up", codecs: trouble.codecs } };
    case "media":
      return planMediaRecovery(state, nowMs, random);
  }
}

/** Pictures move again. Decoder failures are remembered: a stream that breaks the decoder every second must not be repaired forever. */
export function noteMoving(state: RecoveryState): RecoveryState {
  return state.attempts === 0 ? state : { ...state, attempts: 0 };
}

/** Full jitter on an exponential delay, ms. */
export function retryDelayMs(attempts: number, random: number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

function planMediaRecovery(state: RecoveryState, nowMs: number, random: number) {
  const recent = state.mediaErrorsMs.filter((at) => nowMs - at < MEDIA_ERROR_WINDOW_MS);
  const next = { ...state, mediaErrorsMs: [...recent, nowMs].slice(-10) };
  if (recent.length < REPAIRS_PER_WINDOW) return { state: next, step: { do: "repair" } as const };
  return restart(next, "repairing", random);
}

function restart(state: RecoveryState, show: Interruption, random: number) {
  const delayMs = retryDelayMs(state.attempts, random);
  return {
    state: { ...state, attempts: state.attempts + 1 },
    step: { do: "restart", delayMs, show } as const,
  };
}
