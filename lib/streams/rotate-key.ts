import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { db } from "../db/client";
import { ingestTargets, streams } from "../db/schema";
import { AppError } from "../errors";
import { getProvider } from "../providers/get-provider";
import type { IngestTarget } from "../wire/playback";
import { isFinal } from "./broadcast-machine";
import { replaceTargets } from "./ingest-targets";
import { getOwnStream } from "./own-stream";

/**
 * Makes the old key useless, cuts off whoever publishes with it, and returns the new way in. When the provider does
 * not answer, nothing has changed. Throws `not-found`, `stream-ended`, `rate-limited`, `ProviderError`.
 */
export async function rotateStreamKey(actor: Actor, id: string): Promise<readonly IngestTarget[]> {
  assertScope(actor, "streams:write");
  const { row } = await getOwnStream(actor, id);
  if (isFinal(row.endedBecause)) throw new AppError("stream-ended");
  await limitRate("key-rotate", actor.userId);
  const provider = await getProvider(row.provider);
  if (!provider.rotateKey || !row.providerRef)
    throw new AppError("unavailable", "this provider keeps its keys");
  const database = await db();
  // Revoked before the encoder is cut off: it reconnects within milliseconds, and must then be refused.
  const revoked = await database
    .update(ingestTargets)
    .set({ revokedAt: new Date() })
    .where(and(eq(ingestTargets.streamId, id), isNull(ingestTargets.revokedAt)))
    .returning({ id: ingestTargets.id });
  const revokedIds = revoked.map((target) => target.id);
  try {
    const targets = await provider.rotateKey({ provider: row.provider, id: row.providerRef });
    await database.transaction(async (tx) => {
      // Of two rotations at once only the later one's key stays.
      await tx.select({ id: streams.id }).from(streams).where(eq(streams.id, id)).for("update");
      await replaceTargets(tx, id, targets);
      await recordAudit(tx, { actor, action: "stream-key.rotated", target: id });
    });
    return targets;
  } catch (error) {
    if (revokedIds.length > 0) {
      await database
        .update(ingestTargets)
        .set({ revokedAt: null })
        .where(inArray(ingestTargets.id, revokedIds));
    }
    throw error;
  }
}
