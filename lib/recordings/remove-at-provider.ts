import "server-only";
import { and, eq } from "drizzle-orm";
import { db, notify } from "../db/client";
import { recordings } from "../db/schema";
import { logger } from "../logger";
import { getProvider } from "../providers/get-provider";
import { STREAM_CHANGED } from "../streams/write-streams";
import type { RecordingRow } from "./recording";

/** Has the provider remove one that is `deleting`, and remembers it as `deleted`; false when it could not be told. Never throws. */
export async function removeAtProvider(
  row: Pick<RecordingRow, "id" | "streamId" | "provider" | "providerRef">,
): Promise<boolean> {
  try {
    const provider = await getProvider(row.provider);
    await provider.deleteRecording?.({ provider: row.provider, id: row.providerRef });
    await (await db()).transaction(async (tx) => {
      await tx
        .update(recordings)
        .set({ state: "deleted", deletedAt: new Date(), bytes: 0 })
        .where(and(eq(recordings.id, row.id), eq(recordings.state, "deleting")));
      await notify(tx, STREAM_CHANGED, row.streamId);
    });
    return true;
  } catch (error) {
    logger().warn({ err: error, streamId: row.streamId }, "a recording could not be removed yet");
    return false;
  }
}
