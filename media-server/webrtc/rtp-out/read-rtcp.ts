/** What a viewer tells about a track that it receives. */
export interface RtcpListener {
  /** Receiver report (RFC 3550 §6.4.2). */
  report(block: ReportBlock): void;
  /** Packets that are missing (RFC 4585 §6.2.1), at most `MAX_NACKED` per message. */
  missing(ssrc: number, sequences: readonly number[]): void;
  /** The picture can't go on without a key frame: PLI (RFC 4585 §6.3.1) or FIR (RFC 5104 §4.3.1). */
  keyFrameWanted(ssrc: number): void;
  /** What the viewer's line takes, in bits per second (draft-alvestrand-rmcat-remb). */
  bandwidth(bitsPerSecond: number): void;
}

export interface ReportBlock {
  readonly ssrc: number;
  /** Packets lost since the beginning; duplicates make it fall. */
  readonly cumulativeLost: number;
  /** Extended highest sequence number received. */
  readonly highest: number;
  /** Middle 32 bits of the NTP time of our last report that arrived; 0 before the first. */
  readonly lastReport: number;
  /** Between that and this one, in units of 1/65536 s. */
  readonly delay: number;
}

const RECEIVER_REPORT = 201;
const SENDER_REPORT = 200;
const TRANSPORT_FEEDBACK = 205;
const PAYLOAD_FEEDBACK = 206;
const MAX_NACKED = 512;
const REMB = 0x52454d42;

/** Reads one RTCP packet, compound or reduced; whatever is cut off or unknown is passed over. */
export function readRtcp(packet: Buffer, listener: RtcpListener): void {
  for (let at = 0; at + 8 <= packet.length; ) {
    const end = at + 4 * (packet.readUInt16BE(at + 2) + 1);
    if (end > packet.length || (packet[at] ?? 0) >> 6 !== 2) return;
    const count = (packet[at] ?? 0) & 0x1f;
    const part = packet.subarray(at, end);
    const type = packet[at + 1];
    if (type === RECEIVER_REPORT) readBlocks(part, 8, count, listener);
    else if (type === SENDER_REPORT) readBlocks(part, 28, count, listener);
    else if (type === TRANSPORT_FEEDBACK && count === 1) readNack(part, listener);
    else if (type === PAYLOAD_FEEDBACK) readPayloadFeedback(part, count, listener);
    at = end;
  }
}

/** Tells RTCP from RTP by its type (RFC 5761 §4). */
export function isRtcp(packet: Buffer): boolean {
  const type = packet[1] ?? 0;
  return type >= 192 && type <= 223;
}

function readBlocks(part: Buffer, from: number, count: number, listener: RtcpListener): void {
  for (let index = 0, at = from; index < count && at + 24 <= part.length; index++, at += 24) {
    listener.report({
      ssrc: part.readUInt32BE(at),
      cumulativeLost: part.readIntBE(at + 5, 3),
      highest: part.readUInt32BE(at + 8),
      lastReport: part.readUInt32BE(at + 16),
      delay: part.readUInt32BE(at + 20),
    });
  }
}

function readNack(part: Buffer, listener: RtcpListener): void {
  if (part.length < 16) return;
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= part.length && sequences.length < MAX_NACKED; at += 4) {
    const first = part.readUInt16BE(at);
    sequences.push(first);
    const others = part.readUInt16BE(at + 2);
    for (let bit = 0; bit < 16; bit++) if ((others >> bit) & 1) sequences.push((first + bit + 1) & 0xffff);
  }
  listener.missing(part.readUInt32BE(8), sequences);
}

function readPayloadFeedback(part: Buffer, format: number, listener: RtcpListener): void {
  if (part.length < 12) return;
  if (format === 1) listener.keyFrameWanted(part.readUInt32BE(8));
  if (format === 4)
    for (let at = 12; at + 8 <= part.length; at += 8) listener.keyFrameWanted(part.readUInt32BE(at));
  if (format === 15 && part.length >= 20 && part.readUInt32BE(12) === REMB) {
    const word = part.readUIntBE(17, 3);
    const bitsPerSecond = (word & 0x3ffff) * 2 ** (word >> 18);
    if (Number.isFinite(bitsPerSecond)) listener.bandwidth(bitsPerSecond);
  }
}
