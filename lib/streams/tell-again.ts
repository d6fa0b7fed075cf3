import "server-only";
import { and, eq, notInArray } from "drizzle-orm";
import { db, notify } from "../db/client";
import { streams } from "../db/schema";
import type { ProviderId } from "../providers/contract";
import { OVER } from "./broadcast-machine";
import { STREAM_CHANGED } from "./write-streams";

const MOST_STREAMS = 2_000;

/** Whoever looks at a stream of this provider is told to look again: it began, or ceased, to answer. */
export async function tellAgain(providerId: ProviderId): Promise<void> {
  await (await db()).transaction(async (tx) => {
    const rows = await tx
      .select({ id: streams.id })
      .from(streams)
      .where(and(eq(streams.provider, providerId), notInArray(streams.broadcast, [...OVER])))
      .limit(MOST_STREAMS);
    for (const { id } of rows) await notify(tx, STREAM_CHANGED, id);
  });
}
