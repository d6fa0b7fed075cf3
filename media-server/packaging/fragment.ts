/** Units per second in which video is written; audio counts in its own sample rate. */
export const VIDEO_TIMESCALE = 90_000;
export const VIDEO_TRACK_ID = 1;
export const AUDIO_TRACK_ID = 2;

/** One frame as a fragment carries it. All times in units of its track's timescale. */
export interface Sample {
  readonly decodeTime: number;
  readonly duration: number;
  /** Presentation minus decoding time. */
  readonly compositionOffset: number;
  readonly isKeyFrame: boolean;
  readonly data: Buffer;
}

/** A video frame of a fragment, and when its encoder wants it to be shown. */
export interface VideoSample extends Sample {
  /** On the encoder's own clock, in ms. */
  readonly encoderPtsMs: number;
}

export interface FragmentInput {
  readonly sequence: number;
  readonly video: readonly Sample[];
  readonly audio: readonly Sample[];
}

const MFHD_BYTES = 16;
// traf 8, tfhd 16 (id only), tfdt 20, trun 20 (count, data offset).
const TRAF_BYTES = 8 + 16 + 20 + 20;
const VIDEO_ENTRY_BYTES = 16;
const AUDIO_ENTRY_BYTES = 8;
const DEFAULT_BASE_IS_MOOF = 0x020000;
const VIDEO_RUN_FLAGS = 0x000001 | 0x000100 | 0x000200 | 0x000400 | 0x000800;
const AUDIO_RUN_FLAGS = 0x000001 | 0x000100 | 0x000200;
// ISO 14496-12 §8.8.3.1: depends on nothing; or depends on others and is no sync sample.
const KEY_FRAME_FLAGS = 0x02000000;
const DELTA_FRAME_FLAGS = 0x01010000;

/**
 * One CMAF chunk: `moof` and `mdat` with video first, then audio. A track without samples is left out.
 * The frames' own buffers follow the header as they are, uncopied.
 */
export function fragment({ sequence, video, audio }: FragmentInput): Buffer[] {
  const moofBytes =
    8 + MFHD_BYTES + trafBytes(video, VIDEO_ENTRY_BYTES) + trafBytes(audio, AUDIO_ENTRY_BYTES);
  const videoBytes = sumBytes(video);
  const head = Buffer.allocUnsafe(moofBytes + 8);
  let at = boxHead(head, 0, moofBytes, "moof");
  at = boxHead(head, at, MFHD_BYTES, "mfhd");
  at = head.writeUInt32BE(0, at);
  at = head.writeUInt32BE(sequence >>> 0, at);
  if (video.length > 0) at = writeTraf(head, at, video, { id: VIDEO_TRACK_ID, dataOffset: moofBytes + 8 });
  if (audio.length > 0) {
    at = writeTraf(head, at, audio, { id: AUDIO_TRACK_ID, dataOffset: moofBytes + 8 + videoBytes });
  }
  boxHead(head, at, 8 + videoBytes + sumBytes(audio), "mdat");
  return [head, ...video.map((sample) => sample.data), ...audio.map((sample) => sample.data)];
}

function trafBytes(samples: readonly Sample[], entryBytes: number): number {
  return samples.length === 0 ? 0 : TRAF_BYTES + samples.length * entryBytes;
}

function sumBytes(samples: readonly Sample[]): number {
  let sum = 0;
  for (const sample of samples) sum += sample.data.length;
  return sum;
}

function boxHead(target: Buffer, at: number, size: number, type: string): number {
  target.writeUInt32BE(size, at);
  target.write(type, at + 4, "latin1");
  return at + 8;
}

function writeTraf(
  target: Buffer,
  start: number,
  samples: readonly Sample[],
  track: { id: number; dataOffset: number },
): number {
  const isVideo = track.id === VIDEO_TRACK_ID;
  const entryBytes = isVideo ? VIDEO_ENTRY_BYTES : AUDIO_ENTRY_BYTES;
  let at = boxHead(target, start, trafBytes(samples, entryBytes), "traf");
  at = boxHead(target, at, 16, "tfhd");
  at = target.writeUInt32BE(DEFAULT_BASE_IS_MOOF, at);
  at = target.writeUInt32BE(track.id, at);
  at = boxHead(target, at, 20, "tfdt");
  at = target.writeUInt32BE(0x01000000, at);
  at = target.writeBigUInt64BE(BigInt(samples[0]?.decodeTime ?? 0), at);
  at = boxHead(target, at, 20 + samples.length * entryBytes, "trun");
  // Version 1: composition offsets are signed.
  at = target.writeUInt32BE((0x01000000 | (isVideo ? VIDEO_RUN_FLAGS : AUDIO_RUN_FLAGS)) >>> 0, at);
  at = target.writeUInt32BE(samples.length, at);
  at = target.writeInt32BE(track.dataOffset, at);
  for (const sample of samples) {
    at = target.writeUInt32BE(sample.duration, at);
    at = target.writeUInt32BE(sample.data.length, at);
    if (!isVideo) continue;
    at = target.writeUInt32BE(sample.isKeyFrame ? KEY_FRAME_FLAGS : DELTA_FRAME_FLAGS, at);
    at = target.writeInt32BE(sample.compositionOffset, at);
  }
  return at;
}
