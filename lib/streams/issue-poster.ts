import "server-only";
import { needsToken } from "../access/protection-of";
import { logger } from "../logger";
import type { PlaybackPass } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import { findRecordings } from "../recordings/find-recordings";
import { issueReplay } from "../recordings/issue-replay";
import type { StreamRow } from "./apply-event";
import { isPlayable } from "./broadcast-machine";

/** A still picture of a stream, live or of its replay; null when there is none, or it needs a pass and none is given. Never throws. */
export async function posterOf(row: StreamRow, pass?: PlaybackPass): Promise<string | null> {
  if (needsToken(row) && !pass) return null;
  if (row.broadcast === "replay-ready")
    return (await issueReplay(await findRecordings([row.id]), pass)).posterUrl;
  if (!isPlayable(row.broadcast) || !row.providerRef) return null;
  try {
    const provider = await getProvider(row.provider);
    return (await provider.issuePoster?.({ provider: row.provider, id: row.providerRef }, pass)) ?? null;
  } catch (error) {
    logger().warn({ err: error, streamId: row.id }, "no poster was issued");
    return null;
  }
}
