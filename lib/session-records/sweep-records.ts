import "server-only";
import { and, isNotNull, lt, sql } from "drizzle-orm";
import { db } from "../db/client";
import { experienceSamples, publishSessions, streamSamples } from "../db/schema";
import { logger } from "../logger";

/** Charts are kept, and encoders' addresses known, for so long. */
const KEPT_MS = 30 * 86_400_000;
const SWEEP_EVERY_MS = 3_600_000;
const FIRST_SWEEP_MS = 60_000;
const SWEEP_LOCK = 7_261_004;

/** Forgets what is older than 30 days. One process at a time does it. */
export async function sweepRecords(nowMs: number): Promise<void> {
  const before = new Date(nowMs - KEPT_MS);
  await (await db()).transaction(async (tx) => {
    const [lock] = await tx
      .select({ isMine: sql<boolean>`pg_try_advisory_xact_lock(${SWEEP_LOCK})` })
      .from(sql`(select 1) as one`);
    if (!lock?.isMine) return;
    await tx.delete(streamSamples).where(lt(streamSamples.at, before));
    await tx.delete(experienceSamples).where(lt(experienceSamples.at, before));
    await tx
      .update(publishSessions)
      .set({ address: null })
      .where(and(lt(publishSessions.endedAt, before), isNotNull(publishSessions.address)));
  });
}

/** Once an hour. Returns the way to stop. */
export function startSweepingRecords(): () => void {
  let timer: NodeJS.Timeout | undefined;
  const again = (afterMs: number) => {
    timer = setTimeout(sweep, afterMs).unref();
  };
  const sweep = () => {
    sweepRecords(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "old records could not be swept"))
      .finally(() => again(SWEEP_EVERY_MS));
  };
  again(FIRST_SWEEP_MS);
  return () => clearTimeout(timer);
}
