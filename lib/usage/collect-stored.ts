import "server-only";
import { and, inArray, lt } from "drizzle-orm";
import { db } from "../db/client";
import { recordings } from "../db/schema";
import { recordUsage, type UsageEntry } from "./record-usage";

const DAY_MS = 86_400_000;

/** What lies in store today (UTC): each recording that is there counts once a day. Returns how many figures were new. */
export async function collectStored(nowMs: number): Promise<number> {
  const windowStart = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const found = await (await db())
    .select()
    .from(recordings)
    .where(and(inArray(recordings.state, ["ready", "deleting"]), lt(recordings.startedAt, new Date(nowMs))));
  const entries = found.flatMap(({ id, streamId, durationMs, bytes }): UsageEntry[] => {
    const common = {
      streamId,
      windowStart,
      source: `recording/${id}`,
      basis: "measured",
      mark: null,
    } as const;
    return [
      { ...common, kind: "stored-ms-days", quantity: BigInt(durationMs) },
      // A service that keeps recordings without telling their size leaves 0: that is unknown.
      ...(bytes > 0 ? [{ ...common, kind: "stored-byte-days" as const, quantity: BigInt(bytes) }] : []),
    ];
  });
  if (entries.length === 0) return 0;
  return (await db()).transaction((tx) => recordUsage(tx, entries));
}
