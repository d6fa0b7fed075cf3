import type { BitrateStep, IngestLimits } from "./ingest-limits";

/** From here on pictures come fast enough to need half as much again. */
const FAST_FPS = 45;

/** The step for a picture whose shorter side is `pixels`, at this frame rate; null when the provider states none. */
export function stepFor(limits: IngestLimits, pixels: number, framesPerSecond: number): BitrateStep | null {
  const step = limits.bitrate.find(({ upToPixels }) => pixels <= upToPixels) ?? limits.bitrate.at(-1);
  if (!step) return null;
  if (framesPerSecond < FAST_FPS) return step;
  return {
    ...step,
    leastKbps: step.leastKbps * 1.5,
    advisedKbps: step.advisedKbps * 1.5,
    mostKbps: step.mostKbps * 1.5,
  };
}
