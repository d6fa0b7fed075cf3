import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import { channels, streams } from "../db/schema";
import type { StreamView } from "./stream";
import { selectStreams, toStreamViews } from "./stream-query";

/** The actor's own streams, newest first; `before` is the id of the last one seen. At most 100. */
export async function listStreams(
  actor: Actor,
  options: { limit: number; before?: string | undefined },
): Promise<readonly StreamView[]> {
  assertScope(actor, "streams:read");
  const limit = Math.min(Math.max(Math.trunc(options.limit), 1), 100);
  const position = sql`(select b.created_at, b.id from streams b where b.id = ${options.before ?? ""})`;
  const found = await selectStreams(await db())
    .where(
      and(
        eq(channels.userId, actor.userId),
        options.before ? lt(sql`(${streams.createdAt}, ${streams.id})`, position) : undefined,
      ),
    )
    .orderBy(desc(streams.createdAt), desc(streams.id))
    .limit(limit);
  return toStreamViews(found, actor);
}
