import "server-only";
import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin, assertCreator } from "../auth/assert-role";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { daysOf, GroupBy, Month, type MonthLine } from "./month";

const COLUMNS = {
  provider: usageDays.provider,
  tier: usageDays.tier,
  label: usageDays.contentLabel,
  creator: usageDays.channelId,
  day: usageDays.day,
} as const;

/** What everybody took in a month, from the sums by day. For admins; throws `forbidden`, `ZodError`. */
export async function getMonthUsage(
  actor: Actor,
  input: { readonly month: string; readonly groupBy: GroupBy },
): Promise<readonly MonthLine[]> {
  assertAdmin(actor);
  return readMonth(Month.parse(input.month), GroupBy.parse(input.groupBy));
}

/** What the actor's own channel took in a month, by day. Throws `forbidden`, `ZodError`. */
export async function getCreatorMonthUsage(actor: Actor, month: string): Promise<readonly MonthLine[]> {
  const { channel } = assertCreator(actor);
  return readMonth(Month.parse(month), "day", eq(usageDays.channelId, channel.id));
}

async function readMonth(month: string, groupBy: GroupBy, only?: SQL): Promise<readonly MonthLine[]> {
  const { from, until } = daysOf(month);
  const group = COLUMNS[groupBy];
  const { kind, basis, day, isCounted, quantity, streamId, marked } = usageDays;
  return (await db())
    .select({
      group: sql<string>`${group}::text`,
      kind,
      basis,
      quantity: sql<string>`sum(${quantity})::text`,
      streams: sql<number>`count(distinct ${streamId})`.mapWith(Number),
      marked: sql<number>`sum(${marked})`.mapWith(Number),
    })
    .from(usageDays)
    .where(and(gte(day, from), lt(day, until), eq(isCounted, true), only))
    .groupBy(group, kind, basis)
    .orderBy(group, kind, basis);
}
