/** A stretch of media that can be shown, in seconds. */
export interface BufferedRange {
  readonly startSec: number;
  readonly endSec: number;
}

/** The picture stands so long before a hole is jumped: what is missing may still come. */
const STANDS_FOR_MS = 700;
/** What stands at the end of a range stands at most so far from it. */
const AT_END_SEC = 0.3;
/** Further ahead it isn't a hole but another place. */
const WIDEST_SEC = 15;
const WORTH_SEC = 0.4;
/** Exactly at the beginning the browser may still wait. */
const INTO_RANGE_SEC = 0.02;

/**
 * Where to go on when the picture has come to the end of what is there and there is more behind a hole: media that the
 * server never had. Null when there is none. Pure.
 */
export function beyondHole(ranges: readonly BufferedRange[], positionSec: number): number | null {
  const isAtEnd = ranges.some(
    ({ startSec, endSec }) => positionSec >= startSec && Math.abs(endSec - positionSec) <= AT_END_SEC,
  );
  if (!isAtEnd) return null;
  const next = ranges.find(({ startSec }) => startSec > positionSec + INTO_RANGE_SEC);
  if (!next || next.startSec - positionSec > WIDEST_SEC || next.endSec - next.startSec < WORTH_SEC)
    return null;
  return next.startSec + INTO_RANGE_SEC;
}

/** Jumps holes in a video's buffer, where neither browser nor engine does. To be asked several times a second. */
export class HoleJumper {
  private stoodAtSec = Number.NaN;
  private sinceMs = 0;

  constructor(private readonly video: HTMLVideoElement) {}

  tick(nowMs: number): void {
    const { video } = this;
    if (video.currentTime !== this.stoodAtSec || video.paused) {
      this.stoodAtSec = video.currentTime;
      this.sinceMs = nowMs;
      return;
    }
    if (nowMs - this.sinceMs < STANDS_FOR_MS || video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return;
    const target = beyondHole(rangesOf(video.buffered), video.currentTime);
    if (target !== null) video.currentTime = target;
  }
}

function rangesOf(buffered: TimeRanges): BufferedRange[] {
  return Array.from({ length: buffered.length }, (_, index) => ({
    startSec: buffered.start(index),
    endSec: buffered.end(index),
  }));
}
