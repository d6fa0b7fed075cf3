import "server-only";
import { eq, inArray } from "drizzle-orm";
import type { RunningStream } from "../costs/guards/hard-cap";
import type { Transaction } from "../db/open-database";
import { channels, streams, users } from "../db/schema";
import { ON_AIR } from "../streams/broadcast-machine";
import { billingOf } from "./billing-of";

/** Everything that is on air, as hard caps see it, in the order in which rows are locked. */
export async function findRunning(
  tx: Transaction,
): Promise<readonly (RunningStream & { readonly id: string })[]> {
  const rows = await tx
    .select({
      ...{ id: streams.id, provider: streams.provider, channelId: streams.channelId, tier: users.tier },
    })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(inArray(streams.broadcast, [...ON_AIR]))
    .orderBy(streams.id);
  return rows.map((row) => ({ ...row, billing: billingOf(row.provider) }));
}
