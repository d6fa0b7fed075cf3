import "server-only";
import { and, eq, notInArray } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { channels, streams } from "../db/schema";
import { settleReplays } from "../recordings/settle-replays";
import type { StreamRow } from "./apply-event";
import { OVER } from "./broadcast-machine";
import { writeStreams } from "./write-streams";

/** Moves every stream of the account that is not over; bounded by how many a creator may have open. */
export async function moveOpenStreams(
  tx: Transaction,
  userId: string,
  move: (row: StreamRow) => StreamRow,
): Promise<readonly StreamRow[]> {
  const [channel] = await tx.select({ id: channels.id }).from(channels).where(eq(channels.userId, userId));
  if (!channel) return [];
  const rows = await tx
    .select()
    .from(streams)
    .where(and(eq(streams.channelId, channel.id), notInArray(streams.broadcast, [...OVER])))
    .orderBy(streams.id)
    .for("update");
  const moved = rows
    .map((before) => ({ before, after: move(before) }))
    .filter((one) => one.before !== one.after);
  const settled = await settleReplays(
    tx,
    moved.map((one) => one.after),
  );
  const changes = moved.map(({ before, after }, index) => ({ before, after: settled[index] ?? after }));
  await writeStreams(tx, changes);
  return changes.map((one) => one.after);
}
