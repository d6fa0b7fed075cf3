import "server-only";
import { and, gte, lt, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { describeProviderId } from "../providers/get-provider";
import { driftOf } from "../usage/counted-basis";
import type { UsageKind } from "../usage/usage-kinds";
import { daysOf, Month } from "./month";

/** What a provider reported beside what we saw, of those streams of which both are known. */
export interface DriftLine {
  readonly provider: string;
  readonly label: string;
  readonly kind: UsageKind;
  /** Whole numbers in the kind's unit, as text. */
  readonly reported: string;
  readonly seen: string;
  /** 0.1: a tenth more was reported than seen. */
  readonly drift: number;
  readonly streams: number;
}

/** Where reports and our own figures differ in a month, or agree, the greatest difference first. For admins; throws `forbidden`, `ZodError`. */
export async function getMonthDrift(actor: Actor, month: string): Promise<readonly DriftLine[]> {
  assertAdmin(actor);
  const { from, until } = daysOf(Month.parse(month));
  const { day, streamId, provider, kind, basis, quantity } = usageDays;
  const database = await db();
  // Measured before estimated, as sums take it.
  const both = database
    .select({
      provider,
      kind,
      reported: sql<string>`sum(${quantity}) filter (where ${basis} = 'reported')`.as("reported"),
      seen: sql<string>`coalesce(sum(${quantity}) filter (where ${basis} = 'measured'),
        sum(${quantity}) filter (where ${basis} = 'estimated'))`.as("seen"),
    })
    .from(usageDays)
    .where(and(gte(day, from), lt(day, until)))
    .groupBy(streamId, provider, kind)
    .as("both");
  const rows = await database
    .select({
      provider: both.provider,
      kind: both.kind,
      reported: sql<string>`sum(${both.reported})::text`,
      seen: sql<string>`sum(${both.seen})::text`,
      streams: sql<number>`count(*)`.mapWith(Number),
    })
    .from(both)
    .where(and(sql`${both.reported} is not null`, sql`${both.seen} > 0`))
    .groupBy(both.provider, both.kind);
  return rows
    .flatMap((row): DriftLine[] => {
      const drift = driftOf({ reported: BigInt(row.reported), measured: BigInt(row.seen) });
      return drift === null ? [] : [{ ...row, label: describeProviderId(row.provider).label, drift }];
    })
    .sort((a, b) => Math.abs(b.drift) - Math.abs(a.drift));
}
