import { env } from "../env";
import type { StreamSettings } from "../wire/stream-settings";
import type { StreamRow } from "./apply-event";

/** What a media server is to do with this stream. */
export function settingsOf(
  row: Pick<StreamRow, "visibility" | "isPreview" | "isRecorded" | "accessEpoch">,
): StreamSettings {
  const { RECONNECT_WINDOW_SECONDS, DVR_WINDOW_SECONDS } = env();
  const isClosed = row.isPreview || row.visibility === "private";
  return {
    reconnectWindowMs: RECONNECT_WINDOW_SECONDS * 1000,
    dvrWindowMs: DVR_WINDOW_SECONDS * 1000,
    ladder: [],
    record: row.isRecorded && !row.isPreview,
    access: isClosed ? { kind: "token", epoch: row.accessEpoch, revoked: [] } : { kind: "open" },
  };
}
