const SAMPLES_PER_FRAME = 1024;
const MAX_DRIFT_MS = 60;

export interface AudioStamp {
  /** In samples. */
  readonly decodeTime: number;
  /** In samples. */
  readonly duration: number;
}

/**
 * Counts samples instead of trusting the encoder's rounded ms, and comes back to the encoder's time when the
 * two drift apart: a gap lengthens the frame after it, so that the track never has a hole; a surplus drops frames.
 */
export class AudioClock {
  private next: number;

  constructor(
    private readonly sampleRate: number,
    startMs: number,
  ) {
    this.next = Math.round((startMs * sampleRate) / 1000);
  }

  /** Where the next frame goes on the output's timeline, in ms. */
  get nextMs(): number {
    return (this.next * 1000) / this.sampleRate;
  }

  /** Length of one frame in ms. */
  get frameMs(): number {
    return (SAMPLES_PER_FRAME * 1000) / this.sampleRate;
  }

  /** `timeMs`: when the frame should start, on the output's timeline. Null: the frame is to be dropped. */
  stamp(timeMs: number): AudioStamp | null {
    const wanted = Math.round((timeMs * this.sampleRate) / 1000);
    const drift = wanted - this.next;
    const allowed = (MAX_DRIFT_MS * this.sampleRate) / 1000;
    if (drift < -allowed) return null;
    const duration = SAMPLES_PER_FRAME + (drift > allowed ? drift : 0);
    const decodeTime = this.next;
    this.next += duration;
    return { decodeTime, duration };
  }
}
