import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { streams } from "../db/schema";
import { AppError } from "../errors";
import { settleReplays } from "../recordings/settle-replays";
import type { EndReason } from "../wire/stream-state";
import { announceStream } from "./announce-stream";
import { endRow, type StreamRow } from "./apply-event";
import { isFinal } from "./broadcast-machine";
import { stopAtProvider } from "./cut-off";
import { getManagedStream } from "./own-stream";
import type { StreamView } from "./stream";
import { toStreamView } from "./stream-query";
import { writeStreams } from "./write-streams";

/** `pending`: the stream is over for viewers and its key is refused, but its encoder could not be cut off yet. */
export interface EndedStream {
  readonly stream: StreamView;
  readonly cutOff: "done" | "pending";
}

/** Ends it for good. The intent is stored first: a provider that does not answer is told again until it does. Idempotent. */
export async function endStream(actor: Actor, id: string, reason?: string): Promise<EndedStream> {
  assertScope(actor, "streams:write");
  const stream = await getManagedStream(actor, id);
  const isOwner = stream.channel.userId === actor.userId;
  const row = await (await db()).transaction(async (tx) => {
    const ended = await endInTransaction(tx, id, isOwner ? "ended-by-creator" : "ended-by-admin");
    if (!isOwner && ended.isNews) {
      await recordAudit(tx, {
        actor,
        action: "stream.ended",
        target: id,
        before: ended.before.broadcast,
        reason,
      });
    }
    return ended.after;
  });
  const cutOff = await carryOutEnd(row);
  return { stream: await toStreamView({ ...stream, row }, actor), cutOff };
}

/** What follows once an end is stored: its provider is told, then its viewers. Never throws. */
export async function carryOutEnd(row: StreamRow): Promise<EndedStream["cutOff"]> {
  const wasCutOff = await stopAtProvider(row);
  announceStream(row.id);
  return wasCutOff ? "done" : "pending";
}

/** A stream that only lost its publisher may still be ended for good; one that is ended for good keeps its reason. */
export async function endInTransaction(tx: Transaction, id: string, because: EndReason) {
  const [before] = await tx.select().from(streams).where(eq(streams.id, id)).for("update");
  if (!before) throw new AppError("not-found");
  if (isFinal(before.endedBecause)) return { before, after: before, isNews: false };
  const ended: StreamRow = endRow(before, because, before.endedAt ?? new Date());
  const [after = ended] = await settleReplays(tx, [ended]);
  await writeStreams(tx, [{ before, after }]);
  return { before, after, isNews: true };
}
