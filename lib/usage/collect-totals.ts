import "server-only";
import { and, eq, gt, inArray, isNotNull, or } from "drizzle-orm";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { logger } from "../logger";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderId } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import type { StreamRow } from "../streams/apply-event";
import { ON_AIR } from "../streams/broadcast-machine";
import { readMeter } from "./read-meter";

/** A service outside tells its figures late: they are asked for until so long after the end, in ms. */
const ASKED_AFTER_END_MS = 2 * 86_400_000;
/** How often a service that reports nothing by itself is asked about one stream, in ms: calls are limited. */
const ASK_EVERY_MS = 300_000;
const ASK_ENDED_EVERY_MS = 3_600_000;
const MOST_STREAMS = 2_000;

/**
 * Asks a provider for the totals of streams that are, or lately were, on air, each as often as `lastAsked` (by stream,
 * epoch ms; written to) allows. One that does not answer is asked again; its figures stay unknown till then.
 */
export async function collectTotals(
  providerId: ProviderId,
  nowMs: number,
  lastAsked: Map<string, number>,
): Promise<void> {
  const rows = await (await db())
    .select()
    .from(streams)
    .where(
      and(
        eq(streams.provider, providerId),
        isNotNull(streams.providerRef),
        or(
          inArray(streams.broadcast, [...ON_AIR]),
          gt(streams.endedAt, new Date(nowMs - ASKED_AFTER_END_MS)),
        ),
      ),
    )
    .limit(MOST_STREAMS);
  for (const id of [...lastAsked.keys()]) if (!rows.some((row) => row.id === id)) lastAsked.delete(id);
  for (const row of rows) {
    if (!isDue(row, nowMs, lastAsked.get(row.id))) continue;
    lastAsked.set(row.id, nowMs);
    await collectOne(row).catch((error: unknown) => {
      logger().warn({ err: error, streamId: row.id, provider: row.provider }, "usage could not be asked for");
    });
  }
}

/** Pure but for the registry. Our own servers tell what they counted with the end; only others are asked later. */
function isDue(row: StreamRow, nowMs: number, askedAt: number | undefined): boolean {
  const isReporting = capabilitiesOf(row.provider)?.reportsEveryMs !== null;
  if (row.endedAt === null) return isReporting || nowMs - (askedAt ?? 0) >= ASK_EVERY_MS;
  return !isReporting && nowMs - (askedAt ?? 0) >= ASK_ENDED_EVERY_MS;
}

async function collectOne({ id, provider, providerRef, endedAt }: StreamRow): Promise<void> {
  if (providerRef === null) return;
  const at = Date.now();
  const usage = await (await getProvider(provider)).getUsage({ provider, id: providerRef });
  const reading = { streamId: id, at, usedAt: endedAt?.getTime() ?? at, usage };
  await (await db()).transaction((tx) => readMeter(tx, reading));
}
