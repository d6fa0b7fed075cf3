import type { Timeline } from "../recording/timeline";
import type { PictureSize } from "./take-shot";

const SHORTEST_INTERVAL_MS = 10_000;
/** However long the recording is: sprites of a few hundred kilobytes. */
const MAX_TILES = 360;
export const SPRITE_COLUMNS = 10;
export const TILES_PER_SPRITE = 100;

/** How far apart the pictures of a recording this long are, in ms: 10 s up to an hour, then more. */
export function storyboardInterval(durationMs: number): number {
  const steps = Math.ceil(durationMs / MAX_TILES / SHORTEST_INTERVAL_MS);
  return Math.max(1, steps) * SHORTEST_INTERVAL_MS;
}

/** Ms from the recording's beginning at which something was sent; null when that isn't in it. */
export function positionOf({ segments }: Timeline, wallMs: number): number | null {
  let positionMs = 0;
  for (const segment of segments) {
    const within = wallMs - segment.wallMs;
    if (within >= 0 && within < segment.durationMs) return positionMs + within;
    positionMs += segment.durationMs;
  }
  return null;
}

/** The segment that plays at `positionMs`. */
export function segmentAt({ segments }: Timeline, positionMs: number) {
  let endMs = 0;
  for (const segment of segments) {
    endMs += segment.durationMs;
    if (positionMs < endMs) return segment;
  }
  return segments.at(-1);
}

/** WebVTT whose cues name a part of a picture each (`#xywh`, Media Fragments §4.2.2). */
export function renderStoryboard(input: {
  readonly durationMs: number;
  readonly intervalMs: number;
  readonly tiles: number;
  readonly tile: PictureSize;
  readonly imageName: (index: number) => string;
}): string {
  const { durationMs, intervalMs, tile } = input;
  const cues = Array.from({ length: input.tiles }, (_, index) => {
    const at = index % TILES_PER_SPRITE;
    const x = (at % SPRITE_COLUMNS) * tile.width;
    const y = Math.floor(at / SPRITE_COLUMNS) * tile.height;
    const image = input.imageName(Math.floor(index / TILES_PER_SPRITE));
    const endMs =
      index === input.tiles - 1 ? Math.max(durationMs, index * intervalMs + 1) : (index + 1) * intervalMs;
    const times = `${time(index * intervalMs)} --> ${time(endMs)}`;
    return `${times}\n${image}#xywh=${x},${y},${tile.width},${tile.height}\n`;
  });
  return `WEBVTT\n\n${cues.join("\n")}`;
}

function time(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const whole = Math.round(ms);
  const seconds = `${two((whole / 1000) % 60)}.${String(whole % 1000).padStart(3, "0")}`;
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${seconds}`;
}
