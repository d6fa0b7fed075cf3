import "server-only";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { BUDGET_PRESET, Budget } from "../costs/guards/budget";
import { db } from "../db/client";
import type { Database, Transaction } from "../db/open-database";
import { settings } from "../db/schema";

export const BUDGETS_KEY = "budgets";
/** Web processes tell each other on this channel that budgets, or what is passed of them, changed. */
export const BUDGETS_CHANGED = "budgets_changed";

/** All budgets of an installation. */
export const Budgets = z
  .array(Budget)
  .max(40)
  .refine((budgets) => new Set(budgets.map(({ id }) => id)).size === budgets.length, {
    message: "two budgets have one id",
  });

/** As stored; the preset until an admin has stored some, or when what is stored can't be read. */
export async function readBudgets(via?: Database | Transaction): Promise<readonly Budget[]> {
  const [row] = await (via ?? (await db())).select().from(settings).where(eq(settings.key, BUDGETS_KEY));
  return row ? Budgets.catch([BUDGET_PRESET]).parse(row.value) : [BUDGET_PRESET];
}

/** Until the transaction ends nobody else changes budgets or looks where they stand. */
export async function lockBudgets(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${BUDGETS_KEY}, 0))`);
}
