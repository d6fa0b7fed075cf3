import "server-only";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db, notify } from "../db/client";
import { streams, type Visibility } from "../db/schema";
import { AppError } from "../errors";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import { announceStream, retractStream } from "../streams/announce-stream";
import type { StreamRow } from "../streams/apply-event";
import { applySettings } from "../streams/apply-settings";
import { isFinal } from "../streams/broadcast-machine";
import { getManagedStream } from "../streams/own-stream";
import { settingsOf } from "../streams/settings-of";
import { STREAM_CHANGED } from "../streams/write-streams";
import { assertAccessCanChange, needsProviderFirst } from "./assert-access-can-change";
import { assertCanProtect } from "./assert-can-protect";

/**
 * Who may watch a stream, on air and as a replay, at once. Each change makes the tokens of before void, so that whoever
 * had the address of an unlisted stream is out when it becomes private. Throws `not-found`, `no-private-playback`, and, with
 * nothing changed, `access-fixed-on-air`.
 */
export async function setVisibility(
  actor: Actor,
  streamId: string,
  visibility: Visibility,
): Promise<{ readonly applied: "done" | "pending" }> {
  assertScope(actor, "streams:write");
  const { row } = await getManagedStream(actor, streamId);
  assertCanProtect(row.provider, visibility);
  assertAccessCanChange(row, { ...row, visibility });
  const isTold = await tellFirst(row, visibility);
  const before = await store(actor, streamId, visibility).catch(async (error: unknown) => {
    // Back to what is stored.
    if (isTold) await applySettings(streamId);
    throw error;
  });
  const applied = await applySettings(streamId);
  if (before === "public" && visibility !== "public") retractStream(streamId);
  else announceStream(streamId);
  return { applied };
}

/**
 * A stream may be on air before we know: a provider that can't change it then is asked before anything is stored, and its
 * refusal is the answer. Returns whether it was told.
 */
async function tellFirst(row: StreamRow, visibility: Visibility): Promise<boolean> {
  if (!row.providerRef || isFinal(row.endedBecause) || !needsProviderFirst(row, { ...row, visibility }))
    return false;
  const settings = await settingsOf({ ...row, visibility, accessEpoch: row.accessEpoch + 1 });
  const provider = await getProvider(row.provider);
  try {
    await provider.applySettings?.({ provider: row.provider, id: row.providerRef }, settings);
    return true;
  } catch (error) {
    if (isProviderError(error) && error.code === "conflict") throw new AppError("access-fixed-on-air");
    throw error;
  }
}

/** Returns what it was before. */
async function store(actor: Actor, streamId: string, visibility: Visibility): Promise<Visibility> {
  return (await db()).transaction(async (tx) => {
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
}
