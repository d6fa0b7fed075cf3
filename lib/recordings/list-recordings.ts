import "server-only";
import { and, desc, eq, lt, ne, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import { channels, recordings } from "../db/schema";
import { type LibraryItem, selectRecordings, toLibraryItem } from "./recording-query";

export interface ListRecordingsOptions {
  readonly limit: number;
  /** Id of the last one seen. */
  readonly before?: string | undefined;
  /** Of one stream only. */
  readonly streamId?: string | undefined;
}

/** The actor's own recordings, newest first, without what is gone. At most 100. */
export async function listRecordings(
  actor: Actor,
  options: ListRecordingsOptions,
): Promise<readonly LibraryItem[]> {
  assertScope(actor, "recordings:read");
  const limit = Math.min(Math.max(Math.trunc(options.limit), 1), 100);
  const position = sql`(select b.started_at, b.id from recordings b where b.id = ${options.before ?? ""})`;
  const found = await selectRecordings(await db())
    .where(
      and(
        eq(channels.userId, actor.userId),
        ne(recordings.state, "deleted"),
        options.streamId ? eq(recordings.streamId, options.streamId) : undefined,
        options.before ? lt(sql`(${recordings.startedAt}, ${recordings.id})`, position) : undefined,
      ),
    )
    .orderBy(desc(recordings.startedAt), desc(recordings.id))
    .limit(limit);
  return found.flatMap((one) => toLibraryItem(one) ?? []);
}
