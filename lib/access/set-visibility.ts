import "server-only";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db, notify } from "../db/client";
import { streams, type Visibility } from "../db/schema";
import { AppError } from "../errors";
import { announceStream, retractStream } from "../streams/announce-stream";
import { applySettings } from "../streams/apply-settings";
import { getManagedStream } from "../streams/own-stream";
import { STREAM_CHANGED } from "../streams/write-streams";
import { assertCanProtect } from "./assert-can-protect";

/**
 * Who may watch a stream, on air and as a replay, at once. Each change makes the tokens of before void, so that whoever
 * had the address of an unlisted stream is out when it becomes private. Throws `not-found`, `no-private-playback`.
 */
export async function setVisibility(
  actor: Actor,
  streamId: string,
  visibility: Visibility,
): Promise<{ readonly applied: "done" | "pending" }> {
  assertScope(actor, "streams:write");
  const { row } = await getManagedStream(actor, streamId);
  assertCanProtect(row.provider, visibility);
  const before = await (await db()).transaction(async (tx) => {
    const [current] = await tx.select().from(streams).where(eq(streams.id, streamId)).for("update");
    if (!current) throw new AppError("not-found");
    if (current.visibility === visibility) return visibility;
    await tx
      .update(streams)
      .set({ visibility, accessEpoch: sql`${streams.accessEpoch} + 1` })
      .where(eq(streams.id, streamId));
    await recordAudit(tx, {
      actor,
      action: "stream.visibility-changed",
      target: streamId,
      before: current.visibility,
      after: visibility,
    });
    await notify(tx, STREAM_CHANGED, streamId);
    return current.visibility;
  });
  const applied = await applySettings(streamId);
  if (before === "public" && visibility !== "public") retractStream(streamId);
  else announceStream(streamId);
  return { applied };
}
