import "server-only";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { AppError } from "../errors";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import { isPlayable } from "./broadcast-machine";
import { getOwnStream } from "./own-stream";

/**
 * Sends a text along with the picture, to players that read it: at most 1 KB of UTF-8, five a second. For its owner alone;
 * throws `not-found`, `metadata-unsupported`, `not-on-air`, `rate-limited`, `ProviderError`.
 */
export async function sendMetadata(actor: Actor, streamId: string, text: string): Promise<void> {
  assertScope(actor, "streams:write");
  const { row } = await getOwnStream(actor, streamId);
  const provider = await getProvider(row.provider);
  if (!provider.sendMetadata || !row.providerRef) throw new AppError("metadata-unsupported");
  if (!isPlayable(row.broadcast) && row.broadcast !== "preview") throw new AppError("not-on-air");
  await limitRate("stream-metadata", row.id);
  try {
    await provider.sendMetadata({ provider: row.provider, id: row.providerRef }, text);
  } catch (error) {
    // It went off air and we have not seen it yet.
    if (isProviderError(error) && error.code === "not-found") throw new AppError("not-on-air");
    throw error;
  }
}
