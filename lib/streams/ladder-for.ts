import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { channels, streams, users } from "../db/schema";
import { getTierSettings } from "../settings/get-tier-settings";
import type { LadderRung } from "../wire/stream-settings";
import { ladderCapOf } from "./ladder-cap-of";

/**
 * The qualities that the tier of a stream's creator includes, as admins have set it, less those that a budget left out when
 * the stream was made; none for an unknown stream.
 */
export async function ladderFor(streamId: string): Promise<LadderRung[]> {
  const [owner] = await (await db())
    .select({ tier: users.tier, decision: streams.decision })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(eq(streams.id, streamId));
  if (!owner) return [];
  const cap = ladderCapOf(owner.decision);
  return (await getTierSettings())[owner.tier].ladder.filter(({ height }) => cap === null || height <= cap);
}
