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
  await tx.insert(ingestTargets).values(
    targets.map((target) => ({
      id: randomText(20),
      streamId,
      kind: target.kind,
      sealed: seal(JSON.stringify(target), streamId),
      keyLookup: keyedHash("stream-key", target.streamKey),
    })),
  );
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
