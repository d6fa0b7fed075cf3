export interface SenderReportFacts {
  readonly ssrc: number;
  /** Epoch ms. */
  readonly wallMs: number;
  readonly timestamp: number;
  readonly packets: number;
  /** Of payload. */
  readonly bytes: number;
  readonly cname: string;
}

/** From 1900 to 1970, in seconds (RFC 5905 §6). */
const NTP_EPOCH_SECONDS = 2_208_988_800;
const SENDER_REPORT = 200;
const SOURCE_DESCRIPTION = 202;
const CNAME = 1;

/** A compound packet of sender report and CNAME (RFC 3550 §6.4.1, §6.5). */
export function writeSenderReport(facts: SenderReportFacts): Buffer {
  const name = Buffer.from(facts.cname, "ascii").subarray(0, 255);
  // Item, its end, and padding to whole words.
  const chunkBytes = 4 + (Math.floor((2 + name.length) / 4) + 1) * 4;
  const packet = Buffer.alloc(28 + 4 + chunkBytes);
  packet.writeUInt16BE(0x8000 | SENDER_REPORT, 0);
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(facts.ssrc, 4);
  const { seconds, fraction } = ntpOf(facts.wallMs);
  packet.writeUInt32BE(seconds, 8);
  packet.writeUInt32BE(fraction, 12);
  packet.writeUInt32BE(facts.timestamp, 16);
  packet.writeUInt32BE(facts.packets >>> 0, 20);
  packet.writeUInt32BE(facts.bytes >>> 0, 24);
  packet.writeUInt16BE(0x8100 | SOURCE_DESCRIPTION, 28);
  packet.writeUInt16BE(chunkBytes / 4, 30);
  packet.writeUInt32BE(facts.ssrc, 32);
  packet.writeUInt8(CNAME, 36);
  packet.writeUInt8(name.length, 37);
  name.copy(packet, 38);
  return packet;
}

/** The middle 32 bits of the NTP time, by which receivers name a report. */
export function compactNtp(wallMs: number): number {
  const { seconds, fraction } = ntpOf(wallMs);
  return (((seconds & 0xffff) << 16) | (fraction >>> 16)) >>> 0;
}

function ntpOf(wallMs: number): { seconds: number; fraction: number } {
  const seconds = Math.floor(wallMs / 1000);
  const fraction = Math.floor(((wallMs - seconds * 1000) / 1000) * 2 ** 32);
  return { seconds: (seconds + NTP_EPOCH_SECONDS) >>> 0, fraction };
}
