import "server-only";
import { guardsInForce } from "../costs/guards/guards-in-force";
import { monthOf } from "../ledger/month";
import type { ProviderId } from "../providers/contract";
import { readGuardBoard } from "./guard-board";
import type { NewStream } from "./spend-of";

/** Lines above which the budgets let no quality be made for this new stream; null: they say nothing of it. */
export async function readLadderCap(provider: ProviderId, stream: NewStream): Promise<number | null> {
  const { budgets, states } = await readGuardBoard();
  return (
    guardsInForce(budgets, states, monthOf(Date.now()), { provider, ...stream }).maxHeight?.value ?? null
  );
}
