import "server-only";
import { guardsInForce } from "../costs/guards/guards-in-force";
import { monthOf } from "../ledger/month";
import type { ProviderId } from "../providers/contract";
import { listProviders } from "../providers/registry";
import type { ProviderFacts } from "../routing/provider-facts";
import { billingOf } from "./billing-of";
import { readGuardBoard } from "./guard-board";
import { type NewStream, spendOf } from "./spend-of";

/**
 * What the budgets say of this new stream, or of anybody's, per provider; and what was bought ahead there, where it is nearly
 * used up: when it is all used up, the provider itself refuses.
 */
export async function readSpendStates(
  stream: NewStream | null = null,
): Promise<ReadonlyMap<ProviderId, ProviderFacts["spend"]>> {
  const { budgets, states, stocks, stocksMayAct } = await readGuardBoard();
  const isNearlyOut = (id: ProviderId) =>
    stocksMayAct &&
    stocks.some(({ provider, grade }) => provider === id && (grade === "critical" || grade === "out"));
  const month = monthOf(Date.now());
  return new Map(
    listProviders().map(({ id }) => {
      const guards = guardsInForce(budgets, states, month, { provider: id, ...(stream ?? NOBODY) });
      const acts = guards.demoted.length + guards.streamsRefused.length > 0;
      // What it bills by follows its options, which take a moment to read.
      const spend = acts ? spendOf(guards, budgets, billingOf(id)) : "open";
      return [id, spend === "open" && isNearlyOut(id) ? "demoted" : spend];
    }),
  );
}

const NOBODY: NewStream = { tier: "", channelId: "" };
