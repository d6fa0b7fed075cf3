import { accessOf } from "../access/access-of";
import { env } from "../env";
import type { StreamSettings } from "../wire/stream-settings";
import type { StreamRow } from "./apply-event";
import { ladderFor } from "./ladder-for";

/** What a media server is to do with this stream. */
export async function settingsOf(
  row: Pick<StreamRow, "id" | "visibility" | "isPreview" | "isRecorded" | "accessEpoch" | "provider">,
): Promise<StreamSettings> {
  const { RECONNECT_WINDOW_SECONDS, DVR_WINDOW_SECONDS } = env();
  return {
    reconnectWindowMs: RECONNECT_WINDOW_SECONDS * 1000,
    dvrWindowMs: DVR_WINDOW_SECONDS * 1000,
    ladder: await ladderFor(row.id),
    record: row.isRecorded && !row.isPreview,
    isPreview: row.isPreview,
    access: await accessOf(row),
  };
}
