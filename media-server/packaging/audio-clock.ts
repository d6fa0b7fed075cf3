import { opusSamples } from "../ingest/codecs/opus";
import type { AudioConfig } from "../media";

const AAC_SAMPLES_PER_FRAME = 1024;
const OPUS_USUAL_SAMPLES = 960;
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
  private readonly sampleRate: number;
  private readonly isOpus: boolean;
  private next: number;
  private frameSamples: number;

  constructor({ codec, sampleRate }: Pick<AudioConfig, "codec" | "sampleRate">, startMs: number) {
    this.sampleRate = sampleRate;
    this.isOpus = codec === "opus";
    this.frameSamples = this.isOpus ? OPUS_USUAL_SAMPLES : AAC_SAMPLES_PER_FRAME;
    this.next = Math.round((startMs * sampleRate) / 1000);
  }

  /** Where the next frame goes on the output's timeline, in ms. */
  get nextMs(): number {
    return (this.next * 1000) / this.sampleRate;
  }

  /** Length of the latest frame in ms. */
  get frameMs(): number {
    return (this.frameSamples * 1000) / this.sampleRate;
  }

  /** `timeMs`: when the frame should start, on the output's timeline. Null: the frame is to be dropped. */
  stamp(timeMs: number, data: Buffer): AudioStamp | null {
    // Opus frames tell their own length, and it may change.
    if (this.isOpus) this.frameSamples = opusSamples(data) || OPUS_USUAL_SAMPLES;
    const wanted = Math.round((timeMs * this.sampleRate) / 1000);
    const drift = wanted - this.next;
    const allowed = (MAX_DRIFT_MS * this.sampleRate) / 1000;
    if (drift < -allowed) return null;
    const duration = this.frameSamples + (drift > allowed ? drift : 0);
    const decodeTime = this.next;
    this.next += duration;
    return { decodeTime, duration };
  }
}
