import "server-only";
import { and, inArray, lt } from "drizzle-orm";
import { db } from "../db/client";
import { recordings } from "../db/schema";
import { announceStream } from "../streams/announce-stream";
import { markDeleting } from "./delete-recording";

/** At most this many a turn: the rest is for the next one. */
const BATCH = 50;

/** Takes away what is past its date; its removal follows (`remove-deleted.ts`). Returns the ids. Safe to run twice at once. */
export async function expireRecordings(nowMs: number): Promise<readonly string[]> {
  const database = await db();
  const due = await database
    .select({ id: recordings.id, streamId: recordings.streamId })
    .from(recordings)
    .where(and(inArray(recordings.state, ["ready", "failed"]), lt(recordings.expiresAt, new Date(nowMs))))
    .orderBy(recordings.expiresAt)
    .limit(BATCH);
  const expired: string[] = [];
  for (const one of due) {
    const audit = { actor: null, action: "recording.expired", target: one.id };
    if (!(await database.transaction((tx) => markDeleting(tx, one, audit)))) continue;
    announceStream(one.streamId);
    expired.push(one.id);
  }
  return expired;
}
