import "server-only";
import { type HardCap, hardCapOn, type RunningStream } from "../costs/guards/hard-cap";
import { monthOf } from "../ledger/month";
import { billingOf } from "./billing-of";
import { readGuardBoard } from "./guard-board";

/** From when on a hard cap ends this stream while it is on air, in epoch ms; null: none does. */
export async function readEndOf(stream: Omit<RunningStream, "billing">): Promise<HardCap["endsAt"] | null> {
  const { budgets, states } = await readGuardBoard();
  const running = { ...stream, billing: billingOf(stream.provider) };
  return hardCapOn(budgets, states, monthOf(Date.now()), running)?.endsAt ?? null;
}
