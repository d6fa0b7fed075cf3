/** FLV tag bodies as encoders send them. Configs are x264's and ffmpeg's own; frames carry length-prefixed filler. */

/** AVCDecoderConfigurationRecords made by x264. */
export const avcRecords = {
  high1280x720: Buffer.from(
    "0164001fffe1001a6764001facd9405005bb0110000003001000000303c0f183196001000668ebe3cb22c0fdf8f800",
    "hex",
  ),
  baseline640x360: Buffer.from(
    "0142c01effe100196742c01ed900a02ff970110000030001000003003c0f162e4801000568cb83cb20",
    "hex",
  ),
} as const;

/** AudioSpecificConfigs: AAC-LC stereo. */
export const aacRecords = {
  stereo44100: Buffer.from("1210", "hex"),
  stereo48000: Buffer.from("1190", "hex"),
} as const;

export function avcConfigTag(record: Buffer = avcRecords.high1280x720): Buffer {
  return Buffer.concat([Buffer.of(0x17, 0, 0, 0, 0), record]);
}

export interface AvcFrameOptions {
  readonly isKeyFrame?: boolean;
  readonly compositionOffsetMs?: number;
  /** Length of the one NAL unit. */
  readonly bytes?: number;
}

export function avcFrameTag(options: AvcFrameOptions = {}): Buffer {
  const { isKeyFrame = false, compositionOffsetMs = 0, bytes = 64 } = options;
  const head = Buffer.alloc(10);
  head.writeUInt8(isKeyFrame ? 0x17 : 0x27, 0);
  head.writeUInt8(1, 1);
  head.writeIntBE(compositionOffsetMs, 2, 3);
  head.writeUInt32BE(bytes, 5);
  head.writeUInt8(isKeyFrame ? 0x65 : 0x41, 9);
  return Buffer.concat([head, Buffer.alloc(bytes - 1, 0x80)]);
}

export function aacConfigTag(record: Buffer = aacRecords.stereo44100): Buffer {
  return Buffer.concat([Buffer.of(0xaf, 0), record]);
}

export function aacFrameTag(bytes = 32): Buffer {
  return Buffer.concat([Buffer.of(0xaf, 1), Buffer.alloc(bytes, 0x21)]);
}

/** Enhanced RTMP video: packet type 0 begins a sequence, 1 carries a frame. */
export function enhancedVideoTag(fourCc: string, packetType: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.of(0x80 | 0x10 | packetType), Buffer.from(fourCc, "latin1"), body]);
}
