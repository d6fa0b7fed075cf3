import "server-only";
import { and, eq } from "drizzle-orm";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { logger } from "../logger";
import type { ProviderId } from "../providers/contract";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import type { EndReason } from "../wire/stream-state";
import type { StreamRow } from "./apply-event";

/** A source that still holds an ended stream is told again, this often at most, in ms. */
const REPEAT_MS = 5_000;

const holder: { __liveCutOffs?: Map<string, number> } & typeof globalThis = globalThis;

/**
 * Ends the stream at its provider; false when the provider could not be told: `retry-cut-offs.ts` tells it again. Never
 * throws.
 */
export async function stopAtProvider(
  row: Pick<StreamRow, "id" | "provider" | "providerRef" | "endedBecause">,
): Promise<boolean> {
  try {
    if (row.providerRef) await stop(row.provider, row.providerRef, row.endedBecause ?? "creator-suspended");
    await (await db())
      .update(streams)
      .set({ isCutOffPending: false })
      .where(and(eq(streams.id, row.id), eq(streams.isCutOffPending, true)));
    return true;
  } catch (error) {
    logger().warn({ err: error, streamId: row.id }, "an ended stream could not be cut off yet");
    return false;
  }
}

/** A channel that is gone holds nothing. */
async function stop(providerId: ProviderId, id: string, because: EndReason): Promise<void> {
  const provider = await getProvider(providerId);
  try {
    await provider.stopStream?.({ provider: providerId, id }, because);
  } catch (error) {
    if (!isProviderError(error) || error.code !== "not-found") throw error;
  }
}

/** For a stream that the provider should not hold any more; answers at once, and not more often than useful. */
export function cutOff(row: StreamRow): void {
  holder.__liveCutOffs ??= new Map();
  const recent = holder.__liveCutOffs;
  const now = Date.now();
  for (const [id, at] of recent) if (now - at > REPEAT_MS) recent.delete(id);
  if (recent.has(row.id)) return;
  recent.set(row.id, now);
  void stopAtProvider(row);
}
