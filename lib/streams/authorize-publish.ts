import "server-only";
import { and, eq } from "drizzle-orm";
import { isRateLimited, limitRate } from "../auth/rate-limits";
import { db } from "../db/client";
import { channels, ingestTargets, streams, users } from "../db/schema";
import { AppError } from "../errors";
import { logger } from "../logger";
import type { ProviderId, WebhookRequest } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import { keyedHash } from "../secrets/keyed-hash";
import type { PublishRefusal, PublishRequest, PublishVerdict } from "../wire/publish";
import { isFinal } from "./broadcast-machine";
import { settingsOf } from "./settings-of";

/**
 * May this key publish? Changes nothing: that the encoder is there is told by the event that follows. The same work
 * for a key that exists as for one that does not. Throws `ProviderError` `unauthenticated` for a forged request.
 */
export async function authorizePublish(
  providerId: ProviderId,
  request: WebhookRequest,
): Promise<PublishVerdict> {
  const provider = await getProvider(providerId);
  if (!provider.parsePublishRequest) throw new AppError("not-found", `${providerId} asks for no permission`);
  const { streamKey, address, protocol } = await provider.parsePublishRequest(request);
  const found = await findByKey(providerId, streamKey, protocol);
  const refusal = found ? refusalOf(found) : "unknown-key";
  if (found && !refusal) {
    return {
      allowed: true,
      streamId: found.streamId,
      settings: await settingsOf({ ...found, id: found.streamId }),
    };
  }
  const reason = refusal ?? "unknown-key";
  // A right key is never refused for its neighbours' wrong ones; those are only logged less.
  if (await isRateLimited("publish-refused", address)) return { allowed: false, reason: "rate-limited" };
  await limitRate("publish-refused", address).catch(() => {});
  logger().info({ address, reason, streamId: found?.streamId }, "a publisher was refused");
  return { allowed: false, reason };
}

async function findByKey(providerId: ProviderId, streamKey: string, protocol: PublishRequest["protocol"]) {
  const [found] = await (await db())
    .select({
      streamId: streams.id,
      provider: streams.provider,
      revokedAt: ingestTargets.revokedAt,
      broadcast: streams.broadcast,
      endedBecause: streams.endedBecause,
      visibility: streams.visibility,
      isPreview: streams.isPreview,
      isRecorded: streams.isRecorded,
      accessEpoch: streams.accessEpoch,
      role: users.role,
      suspendedAt: users.suspendedAt,
    })
    .from(ingestTargets)
    .innerJoin(streams, eq(streams.id, ingestTargets.streamId))
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(
      and(
        eq(ingestTargets.keyLookup, keyedHash("stream-key", streamKey)),
        eq(ingestTargets.kind, protocol),
        eq(streams.provider, providerId),
      ),
    )
    .limit(1);
  return found ?? null;
}

function refusalOf(found: NonNullable<Awaited<ReturnType<typeof findByKey>>>): PublishRefusal | null {
  if (found.revokedAt) return "revoked-key";
  // Whoever may no longer create streams may no longer feed the old ones either.
  if (found.suspendedAt || found.role === "viewer" || found.broadcast === "blocked") return "suspended";
  if (isFinal(found.endedBecause)) return "stream-ended";
  return null;
}
