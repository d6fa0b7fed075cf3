import { compactNtp } from "./write-rtcp";

const REMEMBERED = 8;

/** When reports went out, so that a viewer's answer tells the round trip (RFC 3550 §6.4.1). */
export class ReportTimes {
  private readonly sent: { readonly name: number; readonly atMs: number }[] = [];

  note(wallMs: number, nowMs: number): void {
    this.sent.push({ name: compactNtp(wallMs), atMs: nowMs });
    if (this.sent.length > REMEMBERED) this.sent.shift();
  }

  /** Null when the block answers none of the last reports. */
  roundTripMs(
    { lastReport, delay }: { readonly lastReport: number; readonly delay: number },
    nowMs: number,
  ): number | null {
    const report = this.sent.find(({ name }) => name === lastReport);
    if (!report || lastReport === 0) return null;
    return Math.max(0, nowMs - report.atMs - (delay * 1000) / 65_536);
  }
}
