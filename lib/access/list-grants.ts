import "server-only";
import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import { channels, playbackGrants, users } from "../db/schema";
import { getManagedStream } from "../streams/own-stream";
import { type GrantView, MAX_GRANTS, toGrantView } from "./grants";

/** The open invitations of a stream, newest first; for its owner and admins. Throws `not-found`. */
export async function listGrants(actor: Actor, streamId: string): Promise<readonly GrantView[]> {
  assertScope(actor, "streams:read");
  const { row } = await getManagedStream(actor, streamId);
  const found = await (await db())
    .select({ grant: playbackGrants, name: users.name, handle: channels.handle })
    .from(playbackGrants)
    .leftJoin(users, eq(users.id, playbackGrants.userId))
    .leftJoin(channels, eq(channels.userId, users.id))
    .where(and(eq(playbackGrants.streamId, row.id), isOpenGrant()))
    .orderBy(desc(playbackGrants.createdAt), desc(playbackGrants.id))
    .limit(MAX_GRANTS);
  return found.map(({ grant, name, handle }) => toGrantView(grant, { name, handle }));
}

/** Neither taken back nor expired. */
export function isOpenGrant() {
  return and(
    isNull(playbackGrants.revokedAt),
    or(isNull(playbackGrants.expiresAt), gt(playbackGrants.expiresAt, new Date())),
  );
}
