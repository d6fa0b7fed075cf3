import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { ingestTargets } from "../db/schema";
import { keyedHash } from "../secrets/keyed-hash";
import { randomText } from "../secrets/random-text";
import { seal, unseal } from "../secrets/seal";
import { IngestTarget } from "../wire/playback";

/** Stores the way in, encrypted and bound to its stream; the key is found again by its keyed hash only. */
export async function insertTargets(
  tx: Transaction,
  streamId: string,
  targets: readonly IngestTarget[],
): Promise<void> {
  await tx.insert(ingestTargets).values(targets.map((target) => toRow(streamId, target)));
}

/** From now on these and no others lead to the stream; what stays as it was is kept. */
export async function replaceTargets(
  tx: Transaction,
  streamId: string,
  targets: readonly IngestTarget[],
): Promise<void> {
  const ofStream = eq(ingestTargets.streamId, streamId);
  await tx
    .update(ingestTargets)
    .set({ revokedAt: new Date() })
    .where(and(ofStream, isNull(ingestTargets.revokedAt)));
  for (const target of targets) {
    const row = toRow(streamId, target);
    await tx
      .insert(ingestTargets)
      .values(row)
      .onConflictDoUpdate({
        target: [ingestTargets.keyLookup, ingestTargets.kind],
        set: { sealed: row.sealed, revokedAt: null },
        // A key of another stream stays what it is.
        setWhere: ofStream,
      });
  }
}

function toRow(streamId: string, target: IngestTarget): typeof ingestTargets.$inferInsert {
  return {
    id: randomText(20),
    streamId,
    kind: target.kind,
    sealed: seal(JSON.stringify(target), streamId),
    keyLookup: keyedHash("stream-key", target.streamKey),
  };
}

/** Those not revoked. The caller has checked that this goes to the owner. */
export async function readTargets(streamId: string): Promise<readonly IngestTarget[]> {
  const rows = await (await db())
    .select({ sealed: ingestTargets.sealed })
    .from(ingestTargets)
    .where(and(eq(ingestTargets.streamId, streamId), isNull(ingestTargets.revokedAt)))
    .orderBy(asc(ingestTargets.createdAt), asc(ingestTargets.kind))
    .limit(10);
  return rows.map(({ sealed }) => IngestTarget.parse(JSON.parse(unseal(sealed, streamId))));
}
