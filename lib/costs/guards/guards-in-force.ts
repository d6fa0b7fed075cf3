import type { ProviderId } from "../../providers/contract";
import type { Budget, BudgetScope, GuardAction } from "./budget";
import type { GuardState } from "./evaluate-budget";

/** Which threshold does something, for explanations. */
export interface GuardSource {
  readonly budget: string;
  readonly threshold: string;
}

/** What passed thresholds do to one stream at one provider; empty lists and null: nothing. */
export interface GuardsInForce {
  readonly demoted: readonly GuardSource[];
  /** The lowest cap, in lines. */
  readonly maxHeight: { readonly value: number; readonly by: GuardSource } | null;
  readonly handOffsRefused: readonly GuardSource[];
  readonly streamsRefused: readonly GuardSource[];
}

export interface GuardedStream {
  readonly provider: ProviderId;
  readonly tier: string;
  readonly channelId: string;
}

/**
 * Which actions bear on a new stream, from budgets whose scope it falls in, as far as admins allowed them. States of
 * another month than `month` are over. Pure.
 */
export function guardsInForce(
  budgets: readonly Budget[],
  states: readonly GuardState[],
  month: string,
  stream: GuardedStream,
): GuardsInForce {
  const acting = budgets
    .filter(({ scope }) => bearsOn(scope, stream))
    .flatMap(({ id, thresholds }) =>
      thresholds
        .filter(({ mayAct }) => mayAct)
        .filter((threshold) => isPassed(states, month, id, threshold.id))
        .flatMap(({ id: threshold, actions }) =>
          actions.map((action) => ({ action, by: { budget: id, threshold } })),
        ),
    );
  const of = (...types: GuardAction["type"][]) =>
    acting.filter(({ action }) => types.includes(action.type)).map(({ by }) => by);
  const caps = acting.flatMap(({ action, by }) =>
    action.type === "cap-ladder" ? [{ value: action.maxHeight, by }] : [],
  );
  return {
    demoted: of("demote"),
    maxHeight: caps.length > 0 ? caps.reduce((a, b) => (b.value < a.value ? b : a)) : null,
    handOffsRefused: of("refuse-hand-offs"),
    streamsRefused: of("refuse-streams", "end-streams"),
  };
}

function isPassed(states: readonly GuardState[], month: string, budget: string, threshold: string): boolean {
  return states.some(
    (state) =>
      state.isPassed && state.month === month && state.budget === budget && state.threshold === threshold,
  );
}

/** Whether a stream falls in a budget's scope. Pure. */
export function bearsOn(scope: BudgetScope, { provider, tier, channelId }: GuardedStream): boolean {
  switch (scope.kind) {
    case "all":
      return true;
    case "provider":
      return scope.provider === provider;
    case "tier":
      return scope.tier === tier;
    case "channel":
      return scope.channelId === channelId;
  }
}
