import type { RtpPacket } from "./parse-rtp";
import type { ReceptionReport, SenderInfo } from "./rtcp";
import { createUnroller } from "./unroll-counter";

/** Counts one stream's packets for receiver reports (RFC 3550 §6.4.1 and appendix A). */
export class ReceptionStats {
  private readonly unroll = createUnroller(16);
  private first: number | null = null;
  private highest = 0;
  private received = 0;
  private atLastReport = { expected: 0, received: 0 };
  private jitter = 0;
  private lastTransit: number | null = null;
  private report: { readonly compactNtp: number; readonly atMs: number } | null = null;

  constructor(private readonly clockRate: number) {}

  /** Only packets as they were sent first: a repaired one doesn't undo its loss. */
  count(packet: RtpPacket, nowMs: number): void {
    const sequence = this.unroll(packet.sequence);
    this.first ??= sequence;
    this.highest = Math.max(this.highest, sequence);
    this.received += 1;
    const transit = (nowMs * this.clockRate) / 1000 - packet.timestamp;
    const change = this.lastTransit === null ? 0 : Math.abs(transit - this.lastTransit);
    this.lastTransit = transit;
    // A timestamp that wrapped around is no jitter.
    if (change < this.clockRate * 10) this.jitter += (change - this.jitter) / 16;
  }

  noteSenderReport({ compactNtp }: SenderInfo, nowMs: number): void {
    this.report = { compactNtp, atMs: nowMs };
  }

  /** Null before anything came. Counts the losses since the last call. */
  take(ssrc: number, nowMs: number): ReceptionReport | null {
    if (this.first === null) return null;
    const expected = this.highest - this.first + 1;
    const before = this.atLastReport;
    this.atLastReport = { expected, received: this.received };
    const expectedNow = expected - before.expected;
    const lostNow = Math.max(0, expectedNow - (this.received - before.received));
    return {
      ssrc,
      fractionLost: expectedNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0,
      lostInAll: expected - this.received,
      highestSequence: this.highest % 2 ** 32,
      jitter: Math.round(this.jitter),
      lastSenderReport: this.report?.compactNtp ?? 0,
      sinceSenderReport: this.report ? Math.round((nowMs - this.report.atMs) * 65.536) : 0,
    };
  }
}
