import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../db/client";
import { recordings } from "../db/schema";
import { logger } from "../logger";
import { discoverRecordings } from "./discover-recordings";
import { expireRecordings } from "./expire-recordings";
import { reconcileRecordings } from "./reconcile-recordings";
import { removeAtProvider } from "./remove-at-provider";

const SWEEP_EVERY_MS = 30_000;
const BATCH = 50;

/** Expires what is past its date, removes what was deleted and could not be removed yet, and asks for what was not heard of. */
export async function sweepRecordings(nowMs: number): Promise<void> {
  await expireRecordings(nowMs);
  await removeDeleted();
  await reconcileRecordings(nowMs);
  await discoverRecordings(nowMs);
}

/** Every step of it may be repeated: processes that do it at the same time do no harm. */
async function removeDeleted(): Promise<void> {
  const rows = await (await db())
    .select()
    .from(recordings)
    .where(eq(recordings.state, "deleting"))
    .limit(BATCH);
  for (const row of rows) await removeAtProvider(row);
}

/** Returns the way to stop. */
export function startSweepingRecordings(): () => void {
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    timer = setTimeout(sweep, SWEEP_EVERY_MS).unref();
  };
  const sweep = () => {
    sweepRecordings(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "recordings could not be swept"))
      .finally(again);
  };
  again();
  return () => clearTimeout(timer);
}
