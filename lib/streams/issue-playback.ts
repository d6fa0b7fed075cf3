import "server-only";
import { needsToken } from "../access/protection-of";
import { logger } from "../logger";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { PlaybackPass } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import { findRecordings } from "../recordings/find-recordings";
import { issueReplay } from "../recordings/issue-replay";
import type { RecordingRow } from "../recordings/recording";
import type { PlaybackSource } from "../wire/playback";
import type { StreamRow } from "./apply-event";
import { isPlayable } from "./broadcast-machine";
import { openWays } from "./open-ways";

/** Live, or as a replay; empty while nothing is playable, and for a stream that needs a pass without one. */
export async function playbackOf(
  row: StreamRow,
  pass: PlaybackPass | null,
  recordings?: readonly RecordingRow[],
): Promise<readonly PlaybackSource[]> {
  // A provider that can't bind a pass into its addresses would give them to everybody.
  if (needsToken(row) && !(pass && capabilitiesOf(row.provider)?.privatePlayback)) return [];
  if (row.broadcast === "replay-ready")
    return (await issueReplay(recordings ?? (await findRecordings([row.id])), pass ?? undefined)).playback;
  return isPlayable(row.broadcast) || row.broadcast === "preview"
    ? issuePlayback(row, pass ?? undefined)
    : [];
}

/**
 * Ordered, best first, without the ways that are closed to what its encoder sends; empty when the provider does not answer,
 * so that a page still renders.
 */
async function issuePlayback(
  row: Pick<StreamRow, "id" | "provider" | "providerRef" | "metrics">,
  pass: PlaybackPass | undefined,
): Promise<readonly PlaybackSource[]> {
  if (!row.providerRef) return [];
  try {
    const ref = { provider: row.provider, id: row.providerRef };
    const sources = await (await getProvider(row.provider)).issuePlayback(ref, pass);
    const limits = capabilitiesOf(row.provider)?.ingestLimits;
    return limits ? openWays(sources, row.metrics, limits) : sources;
  } catch (error) {
    logger().warn({ err: error, streamId: row.id }, "no playback was issued");
    return [];
  }
}
