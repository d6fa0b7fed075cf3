import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { channels } from "../db/schema";
import type { Actor } from "./actor";

/** What the actor's channel says of its creator; empty without a channel. */
export async function getBio(actor: Actor): Promise<string> {
  const [found] = await (await db())
    .select({ bio: channels.bio })
    .from(channels)
    .where(eq(channels.userId, actor.userId))
    .limit(1);
  return found?.bio ?? "";
}
