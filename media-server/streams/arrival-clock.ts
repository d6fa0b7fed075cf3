/** Lags are remembered for a minute. */
const SECONDS_KEPT = 60;
/** RFC 3550 §6.4.1: the estimate moves by a sixteenth of each difference. */
const JITTER_WEIGHT = 1 / 16;
/** Sound and picture come interleaved by half a second and more: their distance is averaged over some hundred frames. */
const DRIFT_WEIGHT = 1 / 200;
/** Frames until an average counts as known. */
const SETTLED_FRAMES = 300;

/** Compares an encoder's clock with ours: how far it falls behind, how unevenly frames come, whether its two tracks part. */
export class ArrivalClock {
  private lags: { second: number; least: number }[] = [];
  private lastLagMs = 0;
  private videoLagMs: number | null = null;
  private videoFrames = 0;
  private jitter = 0;
  private distance: { average: number; frames: number; start: number | null } | null = null;

  /** The encoder's clock starts anew. */
  reset(): void {
    this.lags = [];
    this.videoLagMs = null;
    this.videoFrames = 0;
    this.jitter = 0;
    this.distance = null;
  }

  /** Times in ms: the frame's own and ours. */
  noteVideo(mediaMs: number, now: number): void {
    const lag = now - mediaMs;
    if (this.videoLagMs !== null)
      this.jitter += (Math.abs(lag - this.videoLagMs) - this.jitter) * JITTER_WEIGHT;
    this.videoLagMs = lag;
    this.videoFrames += 1;
    this.noteLag(lag, now);
  }

  noteAudio(mediaMs: number, now: number): void {
    const lag = now - mediaMs;
    if (this.videoLagMs === null) return this.noteLag(lag, now);
    this.noteDistance(this.videoLagMs - lag);
  }

  /** How far behind its best of the last minute the encoder is, in ms; `silentMs` since its last frame. */
  lagMs(silentMs: number): number {
    const least = Math.min(this.lastLagMs, ...this.lags.map((lag) => lag.least));
    return this.lags.length === 0 ? 0 : this.lastLagMs - least + Math.max(0, silentMs);
  }

  /** Null until enough frames have come. */
  jitterMs(): number | null {
    return this.videoFrames < SETTLED_FRAMES ? null : this.jitter;
  }

  /** How far sound has moved ahead of the picture since it was first known, in ms; null until it is. */
  driftMs(): number | null {
    const { distance } = this;
    return distance === null || distance.start === null ? null : distance.average - distance.start;
  }

  private noteDistance(ms: number): void {
    this.distance ??= { average: ms, frames: 0, start: null };
    const { distance } = this;
    distance.frames += 1;
    // A plain mean at first, so that the start is not whatever the first frame was.
    distance.average += (ms - distance.average) * Math.max(DRIFT_WEIGHT, 1 / distance.frames);
    if (distance.frames === SETTLED_FRAMES) distance.start = distance.average;
  }

  private noteLag(lag: number, now: number): void {
    this.lastLagMs = lag;
    const second = Math.floor(now / 1000);
    const last = this.lags.at(-1);
    if (last?.second === second) last.least = Math.min(last.least, lag);
    else this.lags.push({ second, least: lag });
    if (this.lags.length > SECONDS_KEPT) this.lags.shift();
  }
}
