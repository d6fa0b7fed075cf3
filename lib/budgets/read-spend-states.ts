import "server-only";
import { guardsInForce } from "../costs/guards/guards-in-force";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderId } from "../providers/contract";
import { listProviders } from "../providers/registry";
import type { ProviderFacts } from "../routing/provider-facts";
import { readGuardBoard } from "./guard-board";
import { monthOf } from "./month-of";
import { type NewStream, spendOf } from "./spend-of";

/** What the budgets say of this new stream, or of anybody's, per provider. */
export async function readSpendStates(
  stream: NewStream | null = null,
): Promise<ReadonlyMap<ProviderId, ProviderFacts["spend"]>> {
  const { budgets, states } = await readGuardBoard();
  const month = monthOf(Date.now());
  return new Map(
    listProviders().map(({ id, capabilities }) => {
      const guards = guardsInForce(budgets, states, month, { provider: id, ...(stream ?? NOBODY) });
      return [id, spendOf(guards, budgets, (capabilitiesOf(id) ?? capabilities).billing)];
    }),
  );
}

const NOBODY: NewStream = { tier: "", channelId: "" };
