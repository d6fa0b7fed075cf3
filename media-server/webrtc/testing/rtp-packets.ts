import type { RtpPacket } from "../rtp-in/parse-rtp";

export interface RtpFields {
  readonly sequence: number;
  readonly timestamp?: number;
  readonly payloadType?: number;
  readonly ssrc?: number;
  readonly marker?: boolean;
  readonly payload?: Buffer;
  /** One-byte header extensions (RFC 8285) by id. */
  readonly extensions?: readonly { readonly id: number; readonly data: Buffer }[];
  readonly paddingBytes?: number;
}

/** An RTP packet as it stands on the wire (RFC 3550 §5.1). */
export function rtpBytes(fields: RtpFields): Buffer {
  const { payloadType = 96, ssrc = 1111, timestamp = 0, marker = false, paddingBytes = 0 } = fields;
  const head = Buffer.alloc(12);
  head.writeUInt8(0x80 | (paddingBytes ? 0x20 : 0) | (fields.extensions ? 0x10 : 0), 0);
  head.writeUInt8(payloadType | (marker ? 0x80 : 0), 1);
  head.writeUInt16BE(fields.sequence & 0xffff, 2);
  head.writeUInt32BE(timestamp >>> 0, 4);
  head.writeUInt32BE(ssrc, 8);
  const padding = Buffer.alloc(paddingBytes);
  if (paddingBytes) padding.writeUInt8(paddingBytes, paddingBytes - 1);
  return Buffer.concat([
    head,
    ...extensionBlock(fields.extensions),
    fields.payload ?? Buffer.alloc(0),
    padding,
  ]);
}

function extensionBlock(extensions: RtpFields["extensions"]): Buffer[] {
  if (!extensions) return [];
  const items = extensions.flatMap(({ id, data }) => [Buffer.from([(id << 4) | (data.length - 1)]), data]);
  const body = Buffer.concat(items);
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const head = Buffer.from([0xbe, 0xde, 0, padded.length / 4]);
  return [head, padded];
}

/** A parsed packet, for what comes after parsing. */
export function rtpPacket(fields: RtpFields): RtpPacket {
  const { payloadType = 96, ssrc = 1111, timestamp = 0, marker = false, payload = Buffer.from([1]) } = fields;
  return {
    payloadType,
    ssrc,
    timestamp,
    marker,
    payload,
    sequence: fields.sequence & 0xffff,
    extensions: null,
  };
}

/** Parameter sets of 640×360, constrained baseline, as x264 writes them. */
export const SPS = Buffer.from("6742c01ed900a02ff970110000030001000003003c8f162e48", "hex");
export const PPS = Buffer.from("68cb83cb20", "hex");
/** A NAL unit of a key frame, and of any other picture: content nobody decodes. */
export const IDR = Buffer.concat([Buffer.from([0x65]), Buffer.alloc(40, 7)]);
export const SLICE = Buffer.concat([Buffer.from([0x41]), Buffer.alloc(20, 9)]);

/** Several NAL units in one packet (RFC 6184 §5.7.1). */
export function aggregate(...units: Buffer[]): Buffer {
  const parts = units.flatMap((unit) => [Buffer.from([unit.length >> 8, unit.length & 0xff]), unit]);
  return Buffer.concat([Buffer.from([0x78]), ...parts]);
}

/** One NAL unit over several packets (RFC 6184 §5.8). */
export function fragments(unit: Buffer, count: number): Buffer[] {
  const head = unit.readUInt8(0);
  const body = unit.subarray(1);
  const step = Math.ceil(body.length / count);
  return Array.from({ length: count }, (_, index) => {
    const flags = (index === 0 ? 0x80 : 0) | (index === count - 1 ? 0x40 : 0);
    const indicator = Buffer.from([(head & 0xe0) | 28, flags | (head & 0x1f)]);
    return Buffer.concat([indicator, body.subarray(index * step, (index + 1) * step)]);
  });
}
