import "server-only";
import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { logger } from "../logger";
import { listConfigured } from "../providers/get-provider";
import { stopAtProvider } from "./cut-off";

const RETRY_EVERY_MS = 10_000;
/** Whoever has just ended a stream is still telling its provider, in ms. */
const FIRST_TRY_MS = 15_000;
const MOST_AT_ONCE = 50;

/**
 * Tells providers again of streams that were ended for good while they did not answer: whatever stops late is paid for. A
 * channel that is stopped twice is stopped. Returns how many have taken it.
 */
export async function retryCutOffs(nowMs: number): Promise<number> {
  const rows = await (await db())
    .select()
    .from(streams)
    .where(
      and(
        eq(streams.isCutOffPending, true),
        lt(streams.endedAt, new Date(nowMs - FIRST_TRY_MS)),
        inArray(streams.provider, [...listConfigured()]),
      ),
    )
    // In no order: those that nobody takes keep no others waiting.
    .orderBy(sql`random()`)
    .limit(MOST_AT_ONCE);
  const taken = await Promise.all(rows.map(stopAtProvider));
  return taken.filter(Boolean).length;
}

/** One round after the other, until stopped. Returns the way to stop. */
export function startRetryingCutOffs(): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    if (!isStopped) timer = setTimeout(round, RETRY_EVERY_MS).unref();
  };
  const round = () => {
    retryCutOffs(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "providers could not be told again"))
      .finally(again);
  };
  again();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
