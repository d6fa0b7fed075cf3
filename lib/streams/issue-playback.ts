import "server-only";
import { logger } from "../logger";
import { getProvider } from "../providers/get-provider";
import { findRecordings } from "../recordings/find-recordings";
import { issueReplay } from "../recordings/issue-replay";
import type { PlaybackSource } from "../wire/playback";
import type { StreamRow } from "./apply-event";
import { isPlayable } from "./broadcast-machine";

/** Live, or as a replay; empty while nothing is playable. */
export async function playbackOf(row: StreamRow): Promise<readonly PlaybackSource[]> {
  if (row.broadcast === "replay-ready") return (await issueReplay(await findRecordings([row.id]))).playback;
  return isPlayable(row.broadcast) ? issuePlayback(row) : [];
}

/** Ordered, best first; empty when the provider does not answer, so that a page still renders. */
export async function issuePlayback(
  row: Pick<StreamRow, "id" | "provider" | "providerRef">,
): Promise<readonly PlaybackSource[]> {
  if (!row.providerRef) return [];
  try {
    return await (await getProvider(row.provider)).issuePlayback({
      provider: row.provider,
      id: row.providerRef,
    });
  } catch (error) {
    logger().warn({ err: error, streamId: row.id }, "no playback was issued");
    return [];
  }
}
