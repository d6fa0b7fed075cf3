import type { ProviderId } from "../providers/contract";
import type { Refusal } from "./decision";
import { judgeState } from "./judge-candidate";
import type { RoutingFacts } from "./provider-facts";

/** A provider that is set up and takes no stream, or only where nothing else does, because of how things are with it. */
export interface Hindrance {
  readonly provider: ProviderId;
  readonly because: Extract<
    Refusal["type"],
    "failed" | "unhealthy" | "full" | "over-budget" | "budget-closed"
  >;
  /** Budgets speak of some creators only: for how many of the streams it holds. */
  readonly streams: number;
}

/** What stood in the way, of the facts by which each of some streams was decided; most first. Pure. */
export function listHindrances(decidedBy: readonly RoutingFacts[]): readonly Hindrance[] {
  const counts = new Map<RoutingFacts, number>();
  for (const facts of decidedBy) counts.set(facts, (counts.get(facts) ?? 0) + 1);
  const found = new Map<string, Hindrance>();
  for (const [facts, streams] of counts)
    for (const one of facts.values()) {
      const because = judgeState(one)?.type ?? (one.spend === "demoted" ? "over-budget" : null);
      if (because === null || because === "not-configured") continue;
      const key = `${one.id}\n${because}`;
      const before = found.get(key)?.streams ?? 0;
      found.set(key, { provider: one.id, because, streams: before + streams });
    }
  return [...found.values()].sort((a, b) => b.streams - a.streams);
}
