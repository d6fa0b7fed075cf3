import "server-only";
import { eq } from "drizzle-orm";
import { assertAccessCanChange } from "../access/assert-access-can-change";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { streams } from "../db/schema";
import { AppError } from "../errors";
import { announceStream } from "./announce-stream";
import type { StreamRow } from "./apply-event";
import { applySettings } from "./apply-settings";
import { isFinal } from "./broadcast-machine";
import { getOwnStream } from "./own-stream";
import type { StreamView } from "./stream";
import { toStreamView } from "./stream-query";
import { STREAM_CHANGED, writeStreams } from "./write-streams";

/** `pending`: the stream is public, but its media server keeps viewers out until it answers again. */
export interface PublishedStream {
  readonly stream: StreamView;
  readonly applied: "done" | "pending";
}

/**
 * Ends a preview: viewers see the stream from now on, and recording begins where it is switched on. There is no way
 * back. Idempotent. For its owner alone; throws `not-found`, `stream-ended`, `access-fixed-on-air`.
 */
export async function publishStream(actor: Actor, id: string): Promise<PublishedStream> {
  assertScope(actor, "streams:write");
  const stream = await getOwnStream(actor, id);
  const row = await (await db()).transaction((tx) => publish(tx, actor, id));
  // The media server first: an announced stream must not refuse whoever comes at once.
  const applied = await applySettings(id);
  announceStream(id);
  return { stream: await toStreamView({ ...stream, row }, actor), applied };
}

async function publish(tx: Transaction, actor: Actor, id: string): Promise<StreamRow> {
  const [before] = await tx.select().from(streams).where(eq(streams.id, id)).for("update");
  if (!before) throw new AppError("not-found");
  if (isFinal(before.endedBecause) || before.broadcast === "blocked") throw new AppError("stream-ended");
  if (!before.isPreview) return before;
  assertAccessCanChange(before, { ...before, isPreview: false });
  await tx.update(streams).set({ isPreview: false }).where(eq(streams.id, id));
  const after = goPublic(before, new Date());
  await writeStreams(tx, [{ before, after }]);
  await recordAudit(tx, { actor, action: "stream.published", target: id, before: before.broadcast });
  await notify(tx, STREAM_CHANGED, id);
  return after;
}

/** The broadcast begins now if there is a picture, else with the first one. Pure. */
export function goPublic(row: StreamRow, now: Date): StreamRow {
  const hasPicture =
    row.broadcast === "preview" || (row.broadcast === "reconnecting" && row.renditions.length > 0);
  return {
    ...row,
    isPreview: false,
    broadcast: row.broadcast === "preview" ? "live" : row.broadcast,
    startedAt: hasPicture ? now : row.startedAt,
    // Nobody but its creator has watched so far.
    peakViewers: 0,
  };
}
