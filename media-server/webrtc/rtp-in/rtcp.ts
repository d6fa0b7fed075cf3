/** What a publisher says in RTCP that matters here (RFC 3550 §6.4.1). */
export interface SenderInfo {
  readonly ssrc: number;
  /** Epoch ms by the publisher's clock, with fractions. */
  readonly wallMs: number;
  readonly timestamp: number;
  /** The middle 32 bits of its NTP time, to be sent back in receiver reports. */
  readonly compactNtp: number;
}

/** One block of a receiver report (RFC 3550 §6.4.2). */
export interface ReceptionReport {
  readonly ssrc: number;
  /** 0 to 255. */
  readonly fractionLost: number;
  readonly lostInAll: number;
  readonly highestSequence: number;
  /** In units of the RTP clock. */
  readonly jitter: number;
  readonly lastSenderReport: number;
  /** In 1/65536 s. */
  readonly sinceSenderReport: number;
}

const NTP_EPOCH_MS = 2_208_988_800_000;
const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const TRANSPORT_FEEDBACK = 205;
const PAYLOAD_FEEDBACK = 206;
const CNAME = Buffer.from("media");

/** The sender reports of a compound packet; what is broken is passed over. */
export function parseSenderReports(compound: Buffer): SenderInfo[] {
  const reports: SenderInfo[] = [];
  for (let at = 0; at + 4 <= compound.length; ) {
    const bytes = (compound.readUInt16BE(at + 2) + 1) * 4;
    if (compound.readUInt8(at) >> 6 !== 2 || at + bytes > compound.length) break;
    if (compound.readUInt8(at + 1) === SENDER_REPORT && bytes >= 28) {
      const seconds = compound.readUInt32BE(at + 8);
      const fraction = compound.readUInt32BE(at + 12);
      reports.push({
        ssrc: compound.readUInt32BE(at + 4),
        wallMs: seconds * 1000 + (fraction * 1000) / 2 ** 32 - NTP_EPOCH_MS,
        timestamp: compound.readUInt32BE(at + 16),
        compactNtp: ((seconds & 0xffff) * 0x10000 + (fraction >>> 16)) >>> 0,
      });
    }
    at += bytes;
  }
  return reports;
}

/** A receiver report with the name that RFC 3550 §6.1 wants beside it. At most 31 blocks. */
export function renderReceiverReport(sender: number, blocks: readonly ReceptionReport[]): Buffer {
  const report = packet(RECEIVER_REPORT, blocks.length, 4 + blocks.length * 24);
  report.writeUInt32BE(sender, 4);
  blocks.forEach((block, index) => {
    const at = 8 + index * 24;
    report.writeUInt32BE(block.ssrc, at);
    report.writeUInt8(block.fractionLost, at + 4);
    report.writeIntBE(Math.max(-0x800000, Math.min(0x7fffff, block.lostInAll)), at + 5, 3);
    report.writeUInt32BE(block.highestSequence >>> 0, at + 8);
    report.writeUInt32BE(block.jitter >>> 0, at + 12);
    report.writeUInt32BE(block.lastSenderReport >>> 0, at + 16);
    report.writeUInt32BE(block.sinceSenderReport >>> 0, at + 20);
  });
  const description = packet(SOURCE_DESCRIPTION, 1, 4 + 2 + CNAME.length + 1);
  description.writeUInt32BE(sender, 4);
  description.writeUInt8(1, 8);
  description.writeUInt8(CNAME.length, 9);
  CNAME.copy(description, 10);
  return Buffer.concat([report, description]);
}

/** Asks for packets again (generic NACK, RFC 4585 §6.2.1). Sequences ascending, 16 bits, up to a few hundred. */
export function renderNack(sender: number, ssrc: number, sequences: readonly number[]): Buffer {
  const entries: { first: number; mask: number }[] = [];
  for (const sequence of sequences) {
    const open = entries.at(-1);
    const distance = open ? (sequence - open.first) & 0xffff : 0;
    if (open && distance >= 1 && distance <= 16) open.mask |= 1 << (distance - 1);
    else entries.push({ first: sequence, mask: 0 });
  }
  const nack = feedback(TRANSPORT_FEEDBACK, 1, sender, ssrc, entries.length * 4);
  entries.forEach(({ first, mask }, index) => {
    nack.writeUInt16BE(first, 12 + index * 4);
    nack.writeUInt16BE(mask, 14 + index * 4);
  });
  return nack;
}

/** Asks for a key frame (PLI, RFC 4585 §6.3.1). */
export function renderPictureLoss(sender: number, ssrc: number): Buffer {
  return feedback(PAYLOAD_FEEDBACK, 1, sender, ssrc, 0);
}

/** How many bits per second the sender may send at most (draft-alvestrand-rmcat-remb §2.2). */
export function renderRemb(sender: number, ssrcs: readonly number[], bitsPerSecond: number): Buffer {
  const remb = feedback(PAYLOAD_FEEDBACK, 15, sender, 0, 8 + ssrcs.length * 4);
  let exponent = 0;
  let mantissa = Math.floor(bitsPerSecond);
  for (; mantissa > 0x3ffff; mantissa = Math.floor(mantissa / 2)) exponent += 1;
  remb.write("REMB", 12, "latin1");
  remb.writeUInt32BE(ssrcs.length * 2 ** 24 + exponent * 2 ** 18 + mantissa, 16);
  ssrcs.forEach((ssrc, index) => {
    remb.writeUInt32BE(ssrc, 20 + index * 4);
  });
  return remb;
}

/** An RTCP feedback message (RFC 4585 §6.1) with room for `bytes` of its own after the two SSRCs. */
export function feedback(type: number, format: number, sender: number, ssrc: number, bytes: number): Buffer {
  const message = packet(type, format, 8 + bytes);
  message.writeUInt32BE(sender, 4);
  message.writeUInt32BE(ssrc, 8);
  return message;
}

function packet(type: number, count: number, bodyBytes: number): Buffer {
  const words = Math.ceil(bodyBytes / 4);
  const bytes = Buffer.alloc(4 + words * 4);
  bytes.writeUInt8(0x80 | count, 0);
  bytes.writeUInt8(type, 1);
  bytes.writeUInt16BE(words, 2);
  return bytes;
}
