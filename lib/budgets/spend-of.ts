import type { Budget } from "../costs/guards/budget";
import type { GuardedStream, GuardsInForce } from "../costs/guards/guards-in-force";
import { savesAt } from "../costs/guards/hard-cap";
import type { Capabilities } from "../providers/contract";
import type { ProviderFacts } from "../routing/provider-facts";

/** Whose new stream is asked about; null where nobody's in particular. */
export type NewStream = Pick<GuardedStream, "tier" | "channelId">;

/**
 * What guards make of one provider. A budget over more than that provider demotes only what grows with viewers: there would be
 * no elsewhere if all were demoted, and a stream on one's own server makes the month no dearer. Pure.
 */
export function spendOf(
  guards: GuardsInForce,
  budgets: readonly Budget[],
  billing: Capabilities["billing"],
): ProviderFacts["spend"] {
  if (guards.streamsRefused.length > 0) return "closed";
  const saving = new Set(budgets.filter(({ scope }) => savesAt(scope, billing)).map(({ id }) => id));
  return guards.demoted.some(({ budget }) => saving.has(budget)) ? "demoted" : "open";
}
