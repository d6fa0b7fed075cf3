import "server-only";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { BUDGET_PRESET, Budget } from "../costs/guards/budget";
import { db } from "../db/client";
import type { Database, Transaction } from "../db/open-database";
import { settings } from "../db/schema";
import { logger } from "../logger";

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

/** As stored; the preset until an admin has stored some. What is stored and can't be read is told in the log, not guessed. */
export async function readBudgets(via?: Database | Transaction): Promise<readonly Budget[]> {
  const [row] = await (via ?? (await db())).select().from(settings).where(eq(settings.key, BUDGETS_KEY));
  if (!row) return [BUDGET_PRESET];
  const { data, error } = Budgets.safeParse(row.value);
  if (error) logger().error({ err: error }, "budgets as stored can't be read; only the preset is watched");
  return data ?? [BUDGET_PRESET];
}

/** Until the transaction ends nobody else changes budgets or looks where they stand. */
export async function lockBudgets(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${BUDGETS_KEY}, 0))`);
}
