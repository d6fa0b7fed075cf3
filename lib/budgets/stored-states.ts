import "server-only";
import type { GuardState } from "../costs/guards/evaluate-budget";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { guardStates } from "../db/schema";

/** How every threshold stood at the last look. */
export async function readGuardStates(via?: Transaction): Promise<readonly GuardState[]> {
  const rows = await (via ?? (await db())).select({ state: guardStates.state }).from(guardStates);
  return rows.map(({ state }) => state);
}
