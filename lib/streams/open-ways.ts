import type { IngestLimits } from "../wire/doctor/ingest-limits";
import type { IngestMetrics } from "../wire/media-events";
import type { PlaybackSource } from "../wire/playback";

type Way = PlaybackSource["kind"];
type Known = Pick<IngestMetrics, "hasBFrames" | "videoCodec"> | null;

/** The ways to watch that can carry what the encoder sends, as far as that is known; the order stays. Pure. */
export function openWays(
  sources: readonly PlaybackSource[],
  metrics: Known,
  limits: IngestLimits,
): readonly PlaybackSource[] {
  const closed = closedWays(metrics, limits);
  return closed.length === 0 ? sources : sources.filter(({ kind }) => !closed.includes(kind));
}

/** The ways that its provider refuses to viewers for what the encoder sends; none while nothing is known. Pure. */
export function closedWays(metrics: Known, limits: IngestLimits): readonly Way[] {
  const isForeign = metrics?.videoCodec != null && !limits.videoCodecs.includes(metrics.videoCodec);
  const ways: readonly Way[] = metrics?.hasBFrames ? limits.bFrames.excludes : [];
  // The others go on with the sound, or with a picture that some browsers show: WebRTC agrees on one first.
  return isForeign ? [...new Set<Way>([...ways, "whep"])] : ways;
}
