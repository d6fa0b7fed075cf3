import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { getManagedStream } from "../streams/own-stream";
import { driftOf, type KnownSums } from "../usage/counted-basis";
import { USAGE_KINDS, type UsageBasis, type UsageKind } from "../usage/usage-kinds";

/** What a stream took of one kind so far; quantities as text in the kind's unit. */
export interface StreamUsageLine {
  readonly kind: UsageKind;
  /** Null where nobody told: unknown, not 0. */
  readonly basis: UsageBasis | null;
  readonly quantity: string | null;
  /** What was known otherwise, sums by basis. */
  readonly known: Readonly<Partial<Record<UsageBasis, string>>>;
  /** Share by which the provider's report differs from what we saw; null where one is unknown. */
  readonly drift: number | null;
  readonly marked: number;
}

/** For the stream's owner and admins; throws `not-found` for everybody else. At most ten seconds behind while it is live. */
export async function getStreamUsage(actor: Actor, streamId: string): Promise<readonly StreamUsageLine[]> {
  assertScope(actor, "streams:read");
  const { row } = await getManagedStream(actor, streamId);
  const { kind, basis, quantity, isCounted, marked } = usageDays;
  const sums = await (await db())
    .select({
      kind,
      basis,
      isCounted,
      quantity: sql<string>`sum(${quantity})::text`,
      marked: sql<number>`sum(${marked})`.mapWith(Number),
    })
    .from(usageDays)
    .where(eq(usageDays.streamId, row.id))
    .groupBy(kind, basis, isCounted);
  return USAGE_KINDS.map((wanted): StreamUsageLine => {
    const own = sums.filter((sum) => sum.kind === wanted);
    const counted = own.find((sum) => sum.isCounted);
    const known: KnownSums = Object.fromEntries(own.map((sum) => [sum.basis, BigInt(sum.quantity)]));
    return {
      kind: wanted,
      basis: counted?.basis ?? null,
      quantity: counted?.quantity ?? null,
      known: Object.fromEntries(own.map((sum) => [sum.basis, sum.quantity])),
      drift: driftOf(known),
      marked: own.reduce((total, sum) => total + sum.marked, 0),
    };
  });
}
