import "server-only";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { db } from "../db/client";
import { playbackGrants } from "../db/schema";
import { keyedHash } from "../secrets/keyed-hash";
import type { JoinedStream } from "../streams/stream-query";
import { INVITATION_PATTERN, type Viewer } from "./viewer";

/** An invitation that lets somebody in. */
export interface Grant {
  readonly id: string;
  readonly expiresAt: Date | null;
}

export type Admission =
  | { readonly allowed: true; readonly grant: Grant | null }
  /** `not-invited`: says nothing of the stream but that it is private. `invitation-over`: the link was good once. */
  | { readonly allowed: false; readonly reason: "not-invited" | "invitation-over" };

/** `last_used_at` is exact to this, so that watching does not write each time. */
const LAST_USED_STEP_MS = 60_000;

/** Whether this viewer may watch this stream now. Public and unlisted ones are for everybody who has the address. */
export async function admitViewer(
  { row, channel }: Pick<JoinedStream, "row" | "channel">,
  viewer: Viewer,
): Promise<Admission> {
  const { actor } = viewer;
  // A token acts for its owner alone.
  const mayManage = actor?.userId === channel.userId || (actor?.role === "admin" && actor.kind === "session");
  if (mayManage) return { allowed: true, grant: null };
  if (row.isPreview) return { allowed: false, reason: "not-invited" };
  if (row.visibility !== "private") return { allowed: true, grant: null };
  const invited = actor ? await findAccountGrant(row.id, actor.userId) : null;
  if (invited) return admit(invited);
  const link = await findLinkGrant(row.id, viewer.invitation);
  if (!link) return { allowed: false, reason: "not-invited" };
  return isOpen(link) ? admit(link) : { allowed: false, reason: "invitation-over" };
}

type GrantRow = typeof playbackGrants.$inferSelect;

function isOpen({ revokedAt, expiresAt }: GrantRow): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt.getTime() > Date.now());
}

async function admit({ id, expiresAt }: GrantRow): Promise<Admission> {
  const before = new Date(Date.now() - LAST_USED_STEP_MS);
  await (await db())
    .update(playbackGrants)
    .set({ lastUsedAt: new Date() })
    .where(
      and(
        eq(playbackGrants.id, id),
        or(isNull(playbackGrants.lastUsedAt), lt(playbackGrants.lastUsedAt, before)),
      ),
    );
  return { allowed: true, grant: { id, expiresAt } };
}

async function findAccountGrant(streamId: string, userId: string): Promise<GrantRow | null> {
  const [found] = await (await db())
    .select()
    .from(playbackGrants)
    .where(and(eq(playbackGrants.streamId, streamId), eq(playbackGrants.userId, userId)))
    .limit(1);
  return found && isOpen(found) ? found : null;
}

/** Also one that is over: whoever has its secret may know that much. */
async function findLinkGrant(streamId: string, secret: string | null): Promise<GrantRow | null> {
  if (!secret || !INVITATION_PATTERN.test(secret)) return null;
  const [found] = await (await db())
    .select()
    .from(playbackGrants)
    .where(
      and(
        eq(playbackGrants.streamId, streamId),
        eq(playbackGrants.tokenHash, keyedHash("playback-link", secret)),
      ),
    )
    .limit(1);
  return found ?? null;
}
