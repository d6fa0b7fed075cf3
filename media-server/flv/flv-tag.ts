import type { AudioConfig, AudioFrame, VideoConfig, VideoFrame } from "../media";

/** Which kinds of tags follow; players wait for what is announced. */
export interface FlvContents {
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
}

const AUDIO = 8;
const VIDEO = 9;
const TAG_HEAD_BYTES = 11;
const KEY_FRAME = 1;
const INTER_FRAME = 2;
const AVC = 7;
/** AAC, 44 kHz, 16 bits, stereo: fixed for AAC whatever it really is (FLV specification E.4.2.1). */
const AAC_SOUND = 0xaf;
const SEQUENCE_HEADER = 0;
const CODED = 1;

/** The file header and the size of the tag before the first one (FLV specification E.2, E.3). */
export function flvHeader({ hasVideo, hasAudio }: FlvContents): Buffer {
  const flags = (hasAudio ? 4 : 0) | (hasVideo ? 1 : 0);
  return Buffer.from([0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0]);
}

/** AVC sequence header. Tags come as buffers to be written one after the other, media uncopied. Times in ms, mod 2^32. */
export function videoConfigTag(config: VideoConfig, timestampMs: number): Buffer[] {
  return tag(VIDEO, timestampMs, avcHead(KEY_FRAME, SEQUENCE_HEADER, 0), config.decoderConfig);
}

/** `timestampMs` is the decoding time. */
export function videoTag(frame: VideoFrame, timestampMs: number): Buffer[] {
  const kind = frame.isKeyFrame ? KEY_FRAME : INTER_FRAME;
  return tag(VIDEO, timestampMs, avcHead(kind, CODED, frame.compositionOffsetMs), frame.data);
}

/** For AAC only: FLV as players know it carries no Opus. */
export function audioConfigTag(config: AudioConfig, timestampMs: number): Buffer[] {
  return tag(AUDIO, timestampMs, [AAC_SOUND, SEQUENCE_HEADER], config.decoderConfig);
}

export function audioTag(frame: AudioFrame, timestampMs: number): Buffer[] {
  return tag(AUDIO, timestampMs, [AAC_SOUND, CODED], frame.data);
}

function avcHead(kind: number, packetType: number, compositionOffsetMs: number): number[] {
  const offset = Math.round(compositionOffsetMs) & 0xffffff;
  return [(kind << 4) | AVC, packetType, offset >> 16, (offset >> 8) & 0xff, offset & 0xff];
}

function tag(type: number, timestampMs: number, mediaHead: readonly number[], data: Buffer): Buffer[] {
  const bodyBytes = mediaHead.length + data.length;
  // `>>> 0` brings any whole number into 32 unsigned bits.
  const time = Math.round(timestampMs) >>> 0;
  const head = Buffer.alloc(TAG_HEAD_BYTES + mediaHead.length);
  head.writeUInt8(type, 0);
  head.writeUIntBE(bodyBytes, 1, 3);
  head.writeUIntBE(time & 0xffffff, 4, 3);
  head.writeUInt8(time >>> 24, 7);
  head.set(mediaHead, TAG_HEAD_BYTES);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(TAG_HEAD_BYTES + bodyBytes, 0);
  return [head, data, tail];
}
