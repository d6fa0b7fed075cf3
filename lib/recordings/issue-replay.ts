import "server-only";
import { logger } from "../logger";
import type { PlaybackPass, Replay } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import type { RecordingRow } from "./recording";

const NOTHING: Replay = { playback: [], posterUrl: null };

/** How to watch the newest finished one of a stream's recordings; empty when there is none, or its provider cannot say. */
export async function issueReplay(rows: readonly RecordingRow[], pass?: PlaybackPass): Promise<Replay> {
  const ready = rows.find((row) => row.state === "ready");
  if (!ready) return NOTHING;
  const { durationMs, hasStoryboard } = ready;
  try {
    const provider = await getProvider(ready.provider);
    const ref = { provider: ready.provider, id: ready.providerRef };
    return (await provider.issueReplay?.(ref, { durationMs, hasStoryboard }, pass)) ?? NOTHING;
  } catch (error) {
    logger().warn({ err: error, streamId: ready.streamId }, "no replay was issued");
    return NOTHING;
  }
}
