import "server-only";
import { eq } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import type { Database } from "../db/open-database";
import { channels, recordings, streams } from "../db/schema";
import { AppError } from "../errors";
import type { StreamRow } from "../streams/apply-event";
import { isOver } from "../streams/broadcast-machine";
import { ID_PATTERN } from "../wire/limits";
import { type RecordingRow, type RecordingView, toRecordingView } from "./recording";

/** A recording with the stream that it was made of, and whose it is. */
export interface JoinedRecording {
  readonly row: RecordingRow;
  readonly stream: StreamRow;
  readonly ownerId: string;
}

/** With what a list of many streams' recordings shows. */
export interface LibraryItem extends RecordingView {
  readonly title: string;
  readonly visibility: StreamRow["visibility"];
  /** Whether its stream is still on: then it grows. */
  readonly isOnAir: boolean;
}

/** Every read of recordings across streams starts here; add `where`, `orderBy` and a `limit`. */
export function selectRecordings(database: Database) {
  return database
    .select({ row: recordings, stream: streams, ownerId: channels.userId })
    .from(recordings)
    .innerJoin(streams, eq(streams.id, recordings.streamId))
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .$dynamic();
}

/** For its owner, and for admins who are signed in; somebody else's, or one that is gone, is `not-found`. */
export async function getManagedRecording(actor: Actor, id: string): Promise<JoinedRecording> {
  const [found] = ID_PATTERN.test(id)
    ? await selectRecordings(await db())
        .where(eq(recordings.id, id))
        .limit(1)
    : [];
  const mayManage = found?.ownerId === actor.userId || (actor.role === "admin" && actor.kind === "session");
  if (!found || !mayManage || found.row.state === "deleted")
    throw new AppError("not-found", `no recording ${id.slice(0, 64)}`);
  return found;
}

/** Null for one that is gone. */
export function toLibraryItem({ row, stream }: JoinedRecording): LibraryItem | null {
  const view = toRecordingView(row);
  return (
    view && {
      ...view,
      title: stream.title,
      visibility: stream.visibility,
      isOnAir: !isOver(stream.broadcast),
    }
  );
}
