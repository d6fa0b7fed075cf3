import { encodeAmf0 } from "../ingest/rtmp/amf0";
import type { AudioConfig, AudioFrame, VideoConfig, VideoFrame } from "../media";

/** Which kinds of tags follow; players wait for what is announced. */
export interface FlvContents {
  readonly hasVideo: boolean;
  readonly hasAudio: boolean;
}

const AUDIO = 8;
const VIDEO = 9;
const SCRIPT = 18;
const TAG_HEAD_BYTES = 11;
const KEY_FRAME = 1;
const INTER_FRAME = 2;
const AVC = 7;
/** AAC, 44 kHz, 16 bits, stereo: fixed for AAC whatever it really is (FLV specification E.4.2.1). */
const AAC_SOUND = 0xaf;
const SEQUENCE_HEADER = 0;
const CODED = 1;
/** SoundFormat 9: what follows is named by four characters (Enhanced RTMP v2, "ExAudioTagHeader"). */
const ENHANCED_SOUND = 0x90;
/** Length of a video tag before its picture. */
export const VIDEO_HEAD_BYTES = TAG_HEAD_BYTES + 5;

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

/** AAC as every player knows it; Opus by the enhanced header, which mpegts.js and newer ffmpegs read. */
export function audioConfigTag(config: AudioConfig, timestampMs: number): Buffer[] {
  if (config.codec === "opus")
    return tag(AUDIO, timestampMs, opusHead(SEQUENCE_HEADER), opusIdentification(config.decoderConfig));
  return tag(AUDIO, timestampMs, [AAC_SOUND, SEQUENCE_HEADER], config.decoderConfig);
}

export function audioTag(
  frame: AudioFrame,
  timestampMs: number,
  codec: AudioConfig["codec"] = "aac",
): Buffer[] {
  const head = codec === "opus" ? opusHead(CODED) : [AAC_SOUND, CODED];
  return tag(AUDIO, timestampMs, head, frame.data);
}

/** `onMetaData`: what players show, and some size themselves by, before the first picture. */
export function metadataTag(video: VideoConfig | null, audio: AudioConfig | null): Buffer[] {
  const values = {
    hasVideo: video !== null,
    hasAudio: audio !== null,
    hasKeyframes: false,
    ...(video ? { width: video.width, height: video.height, videocodecid: AVC } : {}),
    ...(audio?.codec === "aac"
      ? { audiocodecid: 10, audiosamplerate: audio.sampleRate, stereo: audio.channels === 2 }
      : {}),
  };
  return tag(SCRIPT, 0, [], encodeAmf0("onMetaData", values));
}

/** The same picture at another time; all but its head is shared. `bytes`: a whole video tag. */
export function retimedVideoTag(bytes: Buffer, timestampMs: number, compositionOffsetMs: number): Buffer[] {
  const head = Buffer.from(bytes.subarray(0, VIDEO_HEAD_BYTES));
  writeTime(head, timestampMs);
  head.writeIntBE(compositionOffsetMs, VIDEO_HEAD_BYTES - 3, 3);
  return [head, bytes.subarray(VIDEO_HEAD_BYTES)];
}

function opusHead(packetType: number): number[] {
  return [ENHANCED_SOUND | packetType, ...Buffer.from("Opus")];
}

/** `dOps` (big endian) as the identification header of Ogg (little endian, RFC 7845 §5.1). */
function opusIdentification(dOps: Buffer): Buffer {
  const header = Buffer.concat([Buffer.from("OpusHead"), dOps]);
  header.writeUInt8(1, 8);
  header.writeUInt16LE(dOps.readUInt16BE(2), 10);
  header.writeUInt32LE(dOps.readUInt32BE(4), 12);
  header.writeInt16LE(dOps.readInt16BE(8), 16);
  return header;
}

function avcHead(kind: number, packetType: number, compositionOffsetMs: number): number[] {
  const offset = Math.round(compositionOffsetMs) & 0xffffff;
  return [(kind << 4) | AVC, packetType, offset >> 16, (offset >> 8) & 0xff, offset & 0xff];
}

function tag(type: number, timestampMs: number, mediaHead: readonly number[], data: Buffer): Buffer[] {
  const bodyBytes = mediaHead.length + data.length;
  const head = Buffer.alloc(TAG_HEAD_BYTES + mediaHead.length);
  head.writeUInt8(type, 0);
  head.writeUIntBE(bodyBytes, 1, 3);
  writeTime(head, timestampMs);
  head.set(mediaHead, TAG_HEAD_BYTES);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(TAG_HEAD_BYTES + bodyBytes, 0);
  return [head, data, tail];
}

function writeTime(head: Buffer, timestampMs: number): void {
  // `>>> 0` brings any whole number into 32 unsigned bits.
  const time = Math.round(timestampMs) >>> 0;
  head.writeUIntBE(time & 0xffffff, 4, 3);
  head.writeUInt8(time >>> 24, 7);
}
