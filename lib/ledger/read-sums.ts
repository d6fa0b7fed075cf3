import "server-only";
import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { daysOf, type GroupBy } from "./month";
import type { GroupSum } from "./price-month";

export const COLUMNS = {
  provider: usageDays.provider,
  tier: usageDays.tier,
  label: usageDays.contentLabel,
  creator: usageDays.channelId,
  day: usageDays.day,
} as const;

/** What counts of a month, from the sums by day. */
export async function readSums(month: string, groupBy: GroupBy, only?: SQL): Promise<readonly GroupSum[]> {
  const { from, until } = daysOf(month);
  const { kind, basis, day, isCounted, provider, quantity } = usageDays;
  const group = COLUMNS[groupBy];
  const rows = await (await db())
    .select({
      group: sql<string>`${group}::text`,
      provider,
      kind,
      basis,
      quantity: sql<string>`sum(${quantity})::text`,
    })
    .from(usageDays)
    .where(and(gte(day, from), lt(day, until), eq(isCounted, true), only))
    .groupBy(group, provider, kind, basis)
    .orderBy(group, provider, kind, basis);
  return rows.map((row) => ({ ...row, quantity: BigInt(row.quantity) }));
}
