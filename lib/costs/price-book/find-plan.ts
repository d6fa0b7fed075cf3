import type { ProviderId } from "../../providers/contract";
import type { PriceBook, PriceEntry, PricePlan } from "./price-book";

export interface FoundPlan {
  readonly plan: PricePlan;
  /** In the plan's order. */
  readonly entries: readonly PriceEntry[];
}

/** By what a provider's use is billed: the plan of that id, else its first. Null where the book knows none. Pure. */
export function findPlan(book: PriceBook, provider: ProviderId, planId?: string): FoundPlan | null {
  const plan = book.plans.find(
    (candidate) => candidate.provider === provider && (planId === undefined || candidate.id === planId),
  );
  if (!plan) return null;
  const byId = new Map(book.entries.map((entry) => [entry.id, entry]));
  return { plan, entries: plan.entries.flatMap((id) => byId.get(id) ?? []) };
}
