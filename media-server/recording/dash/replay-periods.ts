import { AUDIO_TRACK_ID, VIDEO_TIMESCALE, VIDEO_TRACK_ID } from "../../packaging/fragment";
import { type ReadRun, readMoof, wholeBoxes } from "../read-fragments";
import type { ReadHeads } from "../read-heads";
import type { RecordedSegment, Timeline } from "../timeline";

/** A stretch of a recording that nothing interrupted. */
export interface ReplayPeriod {
  /** When it begins in the replay, in ms. */
  readonly startMs: number;
  readonly durationMs: number;
  /** What the media's own clock says then, in ms: its first picture's time; where there are no pictures, its sound's. */
  readonly mediaMs: number;
  /** Bits per second of its sound; 0 without any. */
  readonly soundBits: number;
  /** At least one; their numbers follow each other. */
  readonly segments: readonly RecordedSegment[];
}

/** The periods of a recording, in order. Of each only the beginning is read: frames lie end to end within it. */
export async function replayPeriods({ segments }: Timeline, readHeads: ReadHeads): Promise<ReplayPeriod[]> {
  const stretches: RecordedSegment[][] = [];
  for (const segment of segments) {
    if (segment.isDiscontinuity || stretches.length === 0) stretches.push([]);
    stretches.at(-1)?.push(segment);
  }
  const periods: ReplayPeriod[] = [];
  let startMs = 0;
  for (const stretch of stretches) {
    const [first] = stretch;
    if (!first) continue;
    const durationMs = stretch.reduce((sum, segment) => sum + segment.durationMs, 0);
    const beginning = beginningOf(first, await readHeads(first));
    periods.push({ startMs, durationMs, ...beginning, segments: stretch });
    startMs += durationMs;
  }
  return periods;
}

function beginningOf({ run, durationMs }: RecordedSegment, heads: Buffer) {
  const runs = [...wholeBoxes(heads)].flatMap(({ body }) => readMoof(body));
  const picture = runs.find(({ trackId }) => trackId === VIDEO_TRACK_ID);
  const sound = runs.filter(({ trackId }) => trackId === AUDIO_TRACK_ID);
  const [first] = picture ? [picture] : sound;
  const scale = picture ? VIDEO_TIMESCALE : run.audio?.sampleRate;
  if (!first || !scale) throw new Error("A segment's heads can't be read.");
  const mediaMs = ((first.decodeTime + first.offsetOf(0)) * 1000) / scale;
  const soundBytes = sound.reduce((sum, one) => sum + mediaBytes(one), 0);
  return { mediaMs, soundBits: (soundBytes * 8000) / Math.max(1, durationMs) };
}

/** Bytes of a run's samples. */
export function mediaBytes(run: ReadRun): number {
  let bytes = 0;
  for (let index = 0; index < run.count; index++) bytes += run.sizeOf(index);
  return bytes;
}
