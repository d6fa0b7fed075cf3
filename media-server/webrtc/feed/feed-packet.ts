/** Before each payload: the fixed header (RFC 3550 §5.1) and one block of header extensions (RFC 8285 §4.2). */
export const HEADER_BYTES = 24;

/** One packet of a stream in the stream's own numbering, kept once for all viewers. */
export interface FeedPacket {
  readonly kind: "video" | "audio";
  /** Grows without bounds over all publishers; a gap is a loss on the way to this server. */
  readonly sequence: number;
  /** 32 bits, in the track's clock; goes on over all publishers. */
  readonly timestamp: number;
  readonly marker: boolean;
  /** Decoding may begin here: the first packet of a key frame with its parameter sets. */
  readonly startsKeyFrame: boolean;
  /** No other frame is decoded from this one (nal_ref_idc 0, H.264 §7.4.1). */
  readonly isDisposable: boolean;
  /** `HEADER_BYTES` of room, then the payload. Each viewer's header is written into it right before it is sent. */
  readonly wire: Buffer;
}

/** The payload with room for a header before it. */
export function toWire(payload: Buffer): Buffer {
  const wire = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  payload.copy(wire, HEADER_BYTES);
  return wire;
}

/** Whether an H.264 payload (RFC 6184) belongs to a frame that nobody needs for decoding another. */
export function isDisposableH264(payload: Buffer): boolean {
  return ((payload[0] ?? 0xff) & 0x60) === 0;
}
