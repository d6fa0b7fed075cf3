import "server-only";
import { logger } from "../logger";
import { isProviderError } from "../providers/errors";
import { getProvider } from "../providers/get-provider";
import type { StreamRow } from "./apply-event";

/** A source that still holds an ended stream is told again, this often at most, in ms. */
const REPEAT_MS = 5_000;

const holder: { __liveCutOffs?: Map<string, number> } & typeof globalThis = globalThis;

/** Ends the stream at its provider; false when the provider could not be told. Never throws. */
export async function stopAtProvider(
  row: Pick<StreamRow, "id" | "provider" | "providerRef" | "endedBecause">,
): Promise<boolean> {
  if (!row.providerRef) return true;
  try {
    const provider = await getProvider(row.provider);
    await provider.stopStream?.(
      { provider: row.provider, id: row.providerRef },
      row.endedBecause ?? "creator-suspended",
    );
    return true;
  } catch (error) {
    if (isProviderError(error) && error.code === "not-found") return true;
    logger().warn({ err: error, streamId: row.id }, "an ended stream could not be cut off yet");
    return false;
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
