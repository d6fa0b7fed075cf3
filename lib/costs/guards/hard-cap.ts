import type { Capabilities } from "../../providers/contract";
import type { Budget, BudgetScope, Threshold } from "./budget";
import type { GuardState } from "./evaluate-budget";
import { bearsOn, type GuardedStream, type GuardSource } from "./guards-in-force";

/** From the moment that a hard cap is passed, or set where it is passed already, until streams on air are ended, in ms. */
export const HARD_CAP_GRACE_MS = 600_000;

/** A stream that is on air, or may go there. */
export interface RunningStream extends GuardedStream {
  readonly billing: Capabilities["billing"];
}

/** What ends a stream, and when. */
export interface HardCap {
  readonly by: GuardSource;
  readonly atMicros: number;
  /** Epoch ms; a stream that goes on air later is ended at once. */
  readonly endsAt: number;
}

/** Whether an admin has allowed it to end streams. Expectations never do. Pure. */
export function isHardCap({ measure, mayAct, actions }: Threshold): boolean {
  return mayAct && measure === "spent" && actions.some(({ type }) => type === "end-streams");
}

/**
 * Whether a budget of this scope may keep away from a provider, or end there, what is carried: where viewers make the month
 * dearer, or where the budget is over that very provider. Elsewhere it would save nothing. Pure.
 */
export function savesAt(scope: BudgetScope, billing: Capabilities["billing"]): boolean {
  return billing === "per-viewer-minute" || billing === "per-gigabyte" || scope.kind === "provider";
}

/** Whether a hard cap of this scope ends a stream. Pure. */
export function capBearsOn(scope: BudgetScope, stream: RunningStream): boolean {
  return bearsOn(scope, stream) && savesAt(scope, stream.billing);
}

/**
 * The hard cap that ends this stream first; null where none does. A state counts only for the month and the amount that it was
 * looked at with: what an admin has just changed is in force from the next look. Pure.
 */
export function hardCapOn(
  budgets: readonly Budget[],
  states: readonly GuardState[],
  month: string,
  stream: RunningStream,
): HardCap | null {
  const caps = budgets
    .filter(({ scope }) => capBearsOn(scope, stream))
    .flatMap(({ id, thresholds }) =>
      thresholds.filter(isHardCap).flatMap(({ id: threshold, atMicros }): readonly HardCap[] => {
        const state = states.find((one) => one.budget === id && one.threshold === threshold);
        const isLooked = state?.month === month && state.atMicros === atMicros;
        if (!isLooked || state.endsStreamsAt === undefined) return [];
        return [{ by: { budget: id, threshold }, atMicros, endsAt: state.endsStreamsAt }];
      }),
    );
  return caps.reduce<HardCap | null>(
    (first, cap) => (first && first.endsAt <= cap.endsAt ? first : cap),
    null,
  );
}
