import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { channels, streams, users } from "../db/schema";
import { getTierSettings } from "../settings/get-tier-settings";
import type { LadderRung } from "../wire/stream-settings";

/** The qualities that the tier of a stream's creator includes, as admins have set it; none for an unknown stream. */
export async function ladderFor(streamId: string): Promise<LadderRung[]> {
  const [owner] = await (await db())
    .select({ tier: users.tier })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(eq(streams.id, streamId));
  return owner ? [...(await getTierSettings())[owner.tier].ladder] : [];
}
