import "server-only";
import { and, desc, inArray, ne } from "drizzle-orm";
import { db } from "../db/client";
import { recordings } from "../db/schema";
import type { RecordingRow } from "./recording";

/** What there is of these streams, newest first, without what is gone. Asks nothing when there are no streams. */
export async function findRecordings(streamIds: readonly string[]): Promise<readonly RecordingRow[]> {
  if (streamIds.length === 0) return [];
  return (await db())
    .select()
    .from(recordings)
    .where(and(inArray(recordings.streamId, [...streamIds]), ne(recordings.state, "deleted")))
    .orderBy(desc(recordings.startedAt), desc(recordings.id))
    .limit(1000);
}
