import "server-only";
import { and, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { notices } from "../db/schema";

export const PutAwayInput = z.object({ ids: z.array(z.string().min(1).max(64)).min(1).max(100) });

/** Read by one admin is read by all: it is about the installation, not about them. Throws `forbidden`. */
export async function putAwayNotices(actor: Actor, { ids }: z.infer<typeof PutAwayInput>): Promise<void> {
  assertAdmin(actor);
  await (await db())
    .update(notices)
    .set({ readAt: new Date() })
    .where(and(inArray(notices.id, ids), isNull(notices.readAt)));
}
