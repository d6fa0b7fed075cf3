import "server-only";
import { desc, isNull } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { notices } from "../db/schema";
import type { Notice } from "./notice";
import { readNotice } from "./read-notice";

/** The latest first; `onlyUnread`: those that no admin has put away. Throws `forbidden`. */
export async function listNotices(
  actor: Actor,
  { limit, onlyUnread = false }: { readonly limit: number; readonly onlyUnread?: boolean },
): Promise<readonly Notice[]> {
  assertAdmin(actor);
  const rows = await (await db())
    .select()
    .from(notices)
    .where(onlyUnread ? isNull(notices.readAt) : undefined)
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit);
  return rows.flatMap((row) => readNotice(row) ?? []);
}
