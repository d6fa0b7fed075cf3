import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { channels } from "../db/schema";
import { ANYWHERE } from "./schemas";

export interface EmbedSetting {
  readonly anywhere: boolean;
  readonly origins: readonly string[];
}

/** Which sites may show a channel's streams; none when there is no such channel. */
export async function getEmbedOrigins(channelId: string): Promise<EmbedSetting> {
  const [channel] = await (await db())
    .select({ embedOrigins: channels.embedOrigins })
    .from(channels)
    .where(eq(channels.id, channelId))
    .limit(1);
  const stored = channel?.embedOrigins ?? [];
  const anywhere = stored.includes(ANYWHERE);
  return { anywhere, origins: anywhere ? [] : stored };
}
