import "server-only";
import { eq, sql } from "drizzle-orm";
import { db } from "../db/client";
import { channels, users } from "../db/schema";
import type { WatchView } from "./stream";

/** By its handle, whatever its capitals; null when there is none. */
export async function findChannel(handle: string): Promise<WatchView["channel"] | null> {
  const [channel] = await (await db())
    .select({
      id: channels.id,
      handle: channels.handle,
      creatorName: users.name,
      // What a suspended creator says of themselves isn't shown, like what they left behind.
      bio: sql<string>`case when ${users.suspendedAt} is null then ${channels.bio} else '' end`,
    })
    .from(channels)
    .innerJoin(users, eq(users.id, channels.userId))
    .where(sql`lower(${channels.handle}) = ${handle.toLowerCase().slice(0, 64)}`)
    .limit(1);
  return channel ?? null;
}
