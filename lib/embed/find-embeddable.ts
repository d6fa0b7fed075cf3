import "server-only";
import { eq, sql } from "drizzle-orm";
import { db } from "../db/client";
import { channels, streams } from "../db/schema";
import { ID_PATTERN } from "../wire/limits";

/** What an embed address names: a stream's id, or `@handle` for whatever a channel shows. */
export const EMBED_SUBJECT = /^(?:@[A-Za-z0-9_-]{1,64}|[A-Za-z0-9_-]{8,64})$/;

export interface Embeddable {
  /** Sites that may show it, as `frame-ancestors` wants them; empty: none. */
  readonly origins: readonly string[];
  /** Not for whoever has the link: shown in nobody's frame. */
  readonly isPrivate: boolean;
}

/** Who may show a stream or a channel in a frame; null when there is no such thing. */
export async function findEmbeddable(subject: string): Promise<Embeddable | null> {
  const database = await db();
  const handle = /^@([A-Za-z0-9_-]{1,64})$/.exec(subject)?.[1];
  if (handle) {
    const [channel] = await database
      .select({ origins: channels.embedOrigins })
      .from(channels)
      .where(eq(sql`lower(${channels.handle})`, handle.toLowerCase()))
      .limit(1);
    return channel ? { ...channel, isPrivate: false } : null;
  }
  if (!ID_PATTERN.test(subject)) return null;
  const [stream] = await database
    .select({ origins: channels.embedOrigins, visibility: streams.visibility, isPreview: streams.isPreview })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .where(eq(streams.id, subject))
    .limit(1);
  if (!stream) return null;
  const isPrivate = stream.visibility === "private" || stream.isPreview;
  return { origins: isPrivate ? [] : stream.origins, isPrivate };
}
