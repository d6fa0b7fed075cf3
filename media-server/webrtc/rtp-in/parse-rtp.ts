/** An RTP packet (RFC 3550 §5.1). */
export interface RtpPacket {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly marker: boolean;
  /** Without padding; empty for packets that only probe the path. */
  readonly payload: Buffer;
  /** The one-byte or two-byte header extensions (RFC 8285), or null without any. */
  readonly extensions: { readonly profile: number; readonly data: Buffer } | null;
}

const ONE_BYTE = 0xbede;
const TWO_BYTES = 0x1000;

/** Whether a packet of a multiplexed port is RTCP (RFC 5761 §4). */
export function isRtcp(packet: Buffer): boolean {
  const type = packet[1] ?? 0;
  return type >= 192 && type <= 223;
}

/** Null for anything that isn't a whole RTP packet. The payload is a view of the packet's own memory. */
export function parseRtp(packet: Buffer): RtpPacket | null {
  if (packet.length < 12 || packet.readUInt8(0) >> 6 !== 2) return null;
  const first = packet.readUInt8(0);
  let at = 12 + (first & 0x0f) * 4;
  let extensions: RtpPacket["extensions"] = null;
  if (first & 0x10) {
    if (packet.length < at + 4) return null;
    const bytes = packet.readUInt16BE(at + 2) * 4;
    extensions = { profile: packet.readUInt16BE(at), data: packet.subarray(at + 4, at + 4 + bytes) };
    at += 4 + bytes;
  }
  let end = packet.length;
  if (first & 0x20) end -= packet.readUInt8(packet.length - 1);
  if (end < at) return null;
  const second = packet.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    marker: second >= 0x80,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(at, end),
    extensions,
  };
}

/** The value of a header extension (RFC 8285) by its negotiated id; null when the packet hasn't got it. */
export function extensionOf({ extensions }: RtpPacket, id: number): Buffer | null {
  if (!extensions) return null;
  const { profile, data } = extensions;
  const isShort = profile === ONE_BYTE;
  if (!isShort && (profile & 0xfff0) !== TWO_BYTES) return null;
  let at = 0;
  while (at < data.length) {
    const head = data.readUInt8(at);
    const current = isShort ? head >> 4 : head;
    at += 1;
    if (current === 0) continue;
    if (isShort && current === 15) return null;
    const bytes = isShort ? (head & 0x0f) + 1 : (data[at++] ?? 0);
    if (current === id) return at + bytes <= data.length ? data.subarray(at, at + bytes) : null;
    at += bytes;
  }
  return null;
}
