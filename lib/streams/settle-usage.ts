import "server-only";
import { and, between, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { db, notify } from "../db/client";
import { streams } from "../db/schema";
import { logger } from "../logger";
import { capabilitiesOf } from "../providers/capabilities-of";
import { getProvider, listConfigured } from "../providers/get-provider";
import { OVER } from "./broadcast-machine";
import { STREAM_CHANGED } from "./write-streams";

/** How long after its end a stream's provider has counted, in ms, and how long it is asked. */
const COUNTED_MS = 600_000;
const LAST_MS = 86_400_000;
const EVERY_MS = 60_000;
const BATCH = 10;

/**
 * Asks providers that do not tell by themselves what streams that are over took, once each. A provider that does not answer
 * is asked again. Returns the ids of the streams that are settled now.
 */
export async function settleUsage(nowMs: number): Promise<readonly string[]> {
  const silent = listConfigured().filter((id) => capabilitiesOf(id)?.reportsEveryMs === null);
  if (silent.length === 0) return [];
  const database = await db();
  const rows = await database
    .select({ id: streams.id, provider: streams.provider, ref: streams.providerRef })
    .from(streams)
    .where(
      and(
        inArray(streams.provider, silent),
        inArray(streams.broadcast, [...OVER]),
        isNull(streams.usage),
        isNotNull(streams.startedAt),
        between(streams.endedAt, new Date(nowMs - LAST_MS), new Date(nowMs - COUNTED_MS)),
      ),
    )
    .orderBy(streams.endedAt)
    .limit(BATCH);
  const settled: string[] = [];
  for (const { id, provider, ref } of rows) {
    if (!ref) continue;
    try {
      const { totals } = await (await getProvider(provider)).getUsage({ provider, id: ref });
      await database.transaction(async (tx) => {
        await tx
          .update(streams)
          .set({ usage: totals })
          .where(and(eq(streams.id, id), isNull(streams.usage)));
        await notify(tx, STREAM_CHANGED, id);
      });
      settled.push(id);
    } catch (error) {
      logger().warn({ err: error, streamId: id }, "a provider could not be asked what a stream took");
    }
  }
  return settled;
}

/** Returns the way to stop. */
export function startSettlingUsage(): () => void {
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    timer = setTimeout(settle, EVERY_MS).unref();
  };
  const settle = () => {
    settleUsage(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "usage could not be settled"))
      .finally(again);
  };
  again();
  return () => clearTimeout(timer);
}
