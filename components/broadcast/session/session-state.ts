import type { PublishTrouble } from "../publisher";

/** Why a broadcast isn't sent, beyond what the way out itself can tell. */
export type SessionTrouble =
  | PublishTrouble
  /** Another tab of this browser sends this stream. */
  | { readonly kind: "other-tab" }
  /** Another tab was told to take this one's place. */
  | { readonly kind: "taken-over" }
  /** The app gave no key; `code` has a sentence among the errors. */
  | { readonly kind: "no-key"; readonly code: string };

/** Where sending stands. Times are epoch ms. */
export type SessionState =
  | { readonly phase: "off"; readonly trouble: SessionTrouble | null; readonly drops: number }
  | {
      readonly phase: "starting";
      readonly isTakingOver: boolean;
      readonly attempt: number;
      readonly drops: number;
    }
  | { readonly phase: "live"; readonly since: number; readonly drops: number }
  | {
      readonly phase: "reconnecting";
      readonly since: number;
      readonly attempt: number;
      readonly retryAt: number;
      readonly trouble: SessionTrouble;
      readonly drops: number;
    }
  /** Final: the stream itself is over. */
  | { readonly phase: "ended"; readonly drops: number };

export type SessionEvent =
  | { readonly type: "go"; readonly isTakingOver: boolean }
  | { readonly type: "connected" }
  | { readonly type: "failed"; readonly trouble: SessionTrouble; readonly retryInMs: number }
  | { readonly type: "retry-now" }
  | { readonly type: "stopped"; readonly trouble: SessionTrouble | null }
  | { readonly type: "over" };

/** The server notices within about 5 s that an old connection is dead; until then it takes it for somebody else. */
const GHOST_ATTEMPTS = 8;

/** What comes of an event; the same state when it means nothing there. */
export function nextSession(state: SessionState, event: SessionEvent, now: number): SessionState {
  const { drops } = state;
  if (state.phase === "ended") return state;
  switch (event.type) {
    case "over":
      return { phase: "ended", drops };
    case "stopped":
      return { phase: "off", trouble: event.trouble, drops };
    case "go":
      return state.phase === "off"
        ? { phase: "starting", isTakingOver: event.isTakingOver, attempt: 0, drops }
        : state;
    case "connected":
      return state.phase === "off" || state.phase === "live"
        ? state
        : { phase: "live", since: state.phase === "reconnecting" ? state.since : now, drops };
    case "retry-now":
      return state.phase === "reconnecting" ? { ...state, retryAt: now } : state;
    case "failed":
      return afterFailure(state, event, now);
  }
}

function afterFailure(
  state: Exclude<SessionState, { phase: "ended" }>,
  { trouble, retryInMs }: Extract<SessionEvent, { type: "failed" }>,
  now: number,
): SessionState {
  const { drops } = state;
  const retryAt = now + retryInMs;
  switch (state.phase) {
    case "off":
      return state;
    case "starting":
      // Nobody is on air yet who would wait: the creator decides. Only the place that was just taken may need a moment.
      return state.isTakingOver && isOccupied(trouble) && state.attempt < GHOST_ATTEMPTS
        ? { ...state, attempt: state.attempt + 1 }
        : { phase: "off", trouble, drops };
    case "live":
      return { phase: "reconnecting", since: state.since, attempt: 0, retryAt, trouble, drops: drops + 1 };
    case "reconnecting":
      if (trouble.kind === "refused" && trouble.error === "stream-ended") return { phase: "ended", drops };
      return mayPass(trouble, state.attempt)
        ? { ...state, attempt: state.attempt + 1, retryAt, trouble }
        : { phase: "off", trouble, drops };
  }
}

function isOccupied(trouble: SessionTrouble): boolean {
  return trouble.kind === "refused" && trouble.error === "already-publishing";
}

/** Whether the same attempt may succeed later. A key that isn't taken any more was given to somebody else. */
function mayPass(trouble: SessionTrouble, attempt: number): boolean {
  if (trouble.kind === "refused")
    return isOccupied(trouble) ? attempt < GHOST_ATTEMPTS : trouble.status === 429 || trouble.status >= 500;
  return trouble.kind === "unreachable" || trouble.kind === "lost" || trouble.kind === "no-path";
}

/** At once, then ever longer, up to 8 s; in ms. `chance` (0 to 1) spreads many that lost the same server. */
export function retryDelayMs(attempt: number, chance: number): number {
  if (attempt === 0) return 250;
  const ceiling = Math.min(8_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}
