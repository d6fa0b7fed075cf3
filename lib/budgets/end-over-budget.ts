import "server-only";
import { recordAudit } from "../audit/record-audit";
import { type HardCap, hardCapOn } from "../costs/guards/hard-cap";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { monthOf } from "../ledger/month";
import type { StreamRow } from "../streams/apply-event";
import { carryOutEnd, endInTransaction } from "../streams/end-stream";
import { findRunning } from "./find-running";
import { readGuardBoard } from "./guard-board";
import { lockBudgets, readBudgets } from "./stored-budgets";
import { readGuardStates } from "./stored-states";

/**
 * Ends what is on air past the grace of a hard cap, for good, each once, whichever process looks; whatever goes on air while a
 * cap is in force is found by the next look. Its creator is not asked, so the audit log says which budget it was. Returns the
 * ids of what it ended.
 */
export async function endOverBudget(nowMs: number): Promise<readonly string[]> {
  const { states } = await readGuardBoard();
  if (!states.some(({ endsStreamsAt }) => endsStreamsAt !== undefined && endsStreamsAt <= nowMs)) return [];
  const ended = await (await db()).transaction((tx) => endDue(tx, nowMs));
  await Promise.all(ended.map(carryOutEnd));
  return ended.map(({ id }) => id);
}

/** Nobody changes a budget meanwhile: what an admin has taken back ends nothing. */
async function endDue(tx: Transaction, nowMs: number): Promise<readonly StreamRow[]> {
  await lockBudgets(tx);
  const budgets = await readBudgets(tx);
  const states = await readGuardStates(tx);
  const ended: StreamRow[] = [];
  for (const stream of await findRunning(tx)) {
    const cap = hardCapOn(budgets, states, monthOf(nowMs), stream);
    if (!cap || cap.endsAt > nowMs) continue;
    const { before, after, isNews } = await endInTransaction(tx, stream.id, "ended-by-budget");
    if (!isNews) continue;
    await recordEnd(tx, stream.id, before.broadcast, cap);
    ended.push(after);
  }
  return ended;
}

function recordEnd(tx: Transaction, id: string, before: string, { by, atMicros }: HardCap): Promise<void> {
  return recordAudit(tx, {
    ...{ actor: null, action: "stream.ended", target: id, before },
    after: { because: "ended-by-budget", ...by, atMicros },
  });
}
