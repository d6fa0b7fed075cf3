import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { STOCK_GRADES } from "../costs/guards/evaluate-stock";
import { db } from "../db/client";
import type { Database, Transaction } from "../db/open-database";
import { settings } from "../db/schema";

const STOCKS_KEY = "stocks";
const STOCK_GUARD_KEY = "stock-guard";

/** What is bought ahead at a provider, or bounded there, as it was last seen. */
export const KeptStock = z.object({
  provider: z.string(),
  /** As the provider calls it. */
  what: z.string(),
  used: z.number(),
  limit: z.number(),
  grade: z.enum(STOCK_GRADES),
  daysLeft: z.number().nullable(),
  /** Epoch ms of the last look. */
  at: z.number(),
  /** What was used then, oldest first: how fast it fills. */
  past: z.array(z.object({ at: z.number(), used: z.number() })),
});
export type KeptStock = z.infer<typeof KeptStock>;

export async function readStocks(via?: Database | Transaction): Promise<readonly KeptStock[]> {
  return z
    .array(KeptStock)
    .catch([])
    .parse(await read(STOCKS_KEY, via));
}

export async function writeStocks(tx: Transaction, stocks: readonly KeptStock[]): Promise<void> {
  await write(tx, STOCKS_KEY, stocks);
}

/** Whether an admin has allowed that new streams go elsewhere before it is all used up. */
export async function stocksMayAct(via?: Database | Transaction): Promise<boolean> {
  return z
    .boolean()
    .catch(false)
    .parse(await read(STOCK_GUARD_KEY, via));
}

export async function writeStocksMayAct(tx: Transaction, mayAct: boolean): Promise<void> {
  await write(tx, STOCK_GUARD_KEY, mayAct);
}

async function read(key: string, via?: Database | Transaction): Promise<unknown> {
  const [row] = await (via ?? (await db())).select().from(settings).where(eq(settings.key, key));
  return row?.value;
}

async function write(tx: Transaction, key: string, value: unknown): Promise<void> {
  await tx
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value } });
}
