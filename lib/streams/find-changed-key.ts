import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { logger } from "../logger";
import { getProvider } from "../providers/get-provider";
import type { IngestTarget } from "../wire/playback";
import type { StreamRow } from "./apply-event";
import { isOver } from "./broadcast-machine";
import { replaceTargets } from "./ingest-targets";

/**
 * A key that somebody changed at the provider, behind our back: kept in place of ours from then on. Null while ours is the one
 * that holds, and where the provider does not say: what is known is shown then.
 */
export async function findChangedKey(
  row: StreamRow,
  ours: readonly IngestTarget[],
): Promise<readonly IngestTarget[] | null> {
  const theirs = await readTheirs(row);
  if (theirs === null || theirs.length === 0 || isSame(ours, theirs)) return null;
  await (await db()).transaction(async (tx) => {
    // A rotation of ours that goes on at the same time is awaited.
    await tx.select({ id: streams.id }).from(streams).where(eq(streams.id, row.id)).for("update");
    await replaceTargets(tx, row.id, theirs);
    await recordAudit(tx, { actor: null, action: "stream-key.changed-elsewhere", target: row.id });
  });
  return theirs;
}

async function readTheirs(row: StreamRow): Promise<readonly IngestTarget[] | null> {
  if (row.providerRef === null || isOver(row.broadcast)) return null;
  try {
    const { readIngest } = await getProvider(row.provider);
    return (await readIngest?.({ provider: row.provider, id: row.providerRef })) ?? null;
  } catch (error) {
    logger().warn({ err: error, streamId: row.id }, "whether the key still holds could not be asked");
    return null;
  }
}

/** Whatever the order. */
function isSame(ours: readonly IngestTarget[], theirs: readonly IngestTarget[]): boolean {
  const textOf = (targets: readonly IngestTarget[]) =>
    targets
      .map((target) => JSON.stringify(Object.entries(target).sort()))
      .sort()
      .join();
  return textOf(ours) === textOf(theirs);
}
