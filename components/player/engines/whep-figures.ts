import type { EngineFigures } from "../engine";

const EVERY_MS = 1_000;
/** From 1900, where NTP begins, to 1970. */
const NTP_TO_UNIX_MS = 2_208_988_800_000;
/** Later than any date of this century since 1970, earlier than any since 1900. */
const MUST_BE_NTP_MS = 3_150_000_000_000;

/** What is read of the connection's statistics (W3C webrtc-stats); not every browser has everything. */
interface Report {
  readonly type: string;
  readonly kind?: string;
  readonly timestamp: number;
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  /** Of the picture on screen, by the sender's clock. */
  readonly estimatedPlayoutTimestamp?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  /** When a sender's report was made, by the sender's clock; `timestamp` is when it came, by ours. */
  readonly remoteTimestamp?: number;
  readonly currentRoundTripTime?: number;
}

/** Once a second: how far behind, how much, and how well a connection brings. */
export class WhepFigures {
  delaySec: number | null = null;
  private newest: EngineFigures = { bitsPerSecond: null, lostShare: null };
  private before: Report | undefined;
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(private readonly connection: RTCPeerConnection) {
    this.timer = setInterval(() => void this.read(), EVERY_MS);
  }

  get figures(): EngineFigures {
    return this.newest;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async read(): Promise<void> {
    const stats: ReadonlyMap<string, Report> = await this.connection.getStats();
    const reports = [...stats.values()];
    const video = reports.find(({ type, kind }) => type === "inbound-rtp" && kind === "video");
    const inbound = video ?? reports.find(({ type }) => type === "inbound-rtp");
    if (!inbound) return;
    this.delaySec = delayOf(inbound, reports, Date.now());
    this.newest = figuresOf(inbound, this.before);
    this.before = inbound;
  }
}

function figuresOf(now: Report, before: Report | undefined): EngineFigures {
  const sec = before ? (now.timestamp - before.timestamp) / 1000 : 0;
  const bytes = (now.bytesReceived ?? 0) - (before?.bytesReceived ?? 0);
  const { packetsLost: lost = 0, packetsReceived: received = 0 } = now;
  return {
    bitsPerSecond: sec > 0 ? Math.max(0, (bytes * 8) / sec) : null,
    lostShare: received > 0 ? Math.max(0, lost) / (Math.max(0, lost) + received) : null,
  };
}

/** By the sender's clock, which its reports tell; else by the time that packets wait here and travel. Seconds. */
export function delayOf(inbound: Report, reports: readonly Report[], nowMs: number): number | null {
  const travelMs =
    1000 *
    Math.max(
      0,
      ...reports.flatMap(({ type, currentRoundTripTime: rtt }) =>
        type === "candidate-pair" ? (rtt ?? 0) / 2 : [],
      ),
    );
  const report = reports.find(
    ({ type, kind, remoteTimestamp }) =>
      type === "remote-outbound-rtp" && kind === inbound.kind && remoteTimestamp !== undefined,
  );
  const { estimatedPlayoutTimestamp: shown, jitterBufferDelay = 0, jitterBufferEmittedCount = 0 } = inbound;
  const waitedSec = jitterBufferEmittedCount > 0 ? jitterBufferDelay / jitterBufferEmittedCount : null;
  const leastSec = waitedSec === null ? null : waitedSec + travelMs / 1000;
  if (report?.remoteTimestamp === undefined || !shown) return leastSec;
  const sendersNowMs = nowMs - report.timestamp + travelMs + report.remoteTimestamp;
  const shownMs = shown > MUST_BE_NTP_MS ? shown - NTP_TO_UNIX_MS : shown;
  // Clocks are compared to some milliseconds only; what has surely passed is known better.
  return Math.max(leastSec ?? 0, (sendersNowMs - shownMs) / 1000);
}
