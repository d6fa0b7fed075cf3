import type { PublishFigures } from "../publisher";

/** What the next reading is compared with. */
export interface Counters {
  /** Ms, on the clock of the reports. */
  readonly at: number;
  readonly videoBytes: number;
  readonly audioBytes: number;
}

type Report = Readonly<Record<string, unknown>>;

const LIMITS = ["none", "cpu", "bandwidth"] as const;

/** Figures out of a peer connection's reports (W3C WebRTC statistics §8), and since the reading before. */
export function readFigures(
  reports: readonly Report[],
  before: Counters | null,
): { readonly figures: PublishFigures; readonly counters: Counters } {
  const find = (type: string, kind?: string) =>
    reports.find((report) => report.type === type && (kind === undefined || report.kind === kind));
  const video = find("outbound-rtp", "video");
  const audio = find("outbound-rtp", "audio");
  const heard = find("remote-inbound-rtp", "video") ?? find("remote-inbound-rtp", "audio");
  const pair = reports.find((report) => report.type === "candidate-pair" && report.nominated === true);
  const counters = {
    at: number(video ?? audio, "timestamp") ?? 0,
    videoBytes: number(video, "bytesSent") ?? 0,
    audioBytes: number(audio, "bytesSent") ?? 0,
  };
  const seconds = before === null ? 0 : (counters.at - before.at) / 1000;
  const kbps = (now: number, then: number) =>
    seconds > 0 && now >= then ? ((now - then) * 8) / 1000 / seconds : null;
  const roundTrip = number(heard, "roundTripTime") ?? number(pair, "currentRoundTripTime");
  const available = number(pair, "availableOutgoingBitrate");
  return {
    counters,
    figures: {
      videoKbps: video && before ? kbps(counters.videoBytes, before.videoBytes) : null,
      audioKbps: audio && before ? kbps(counters.audioBytes, before.audioBytes) : null,
      framesPerSecond: number(video, "framesPerSecond"),
      width: number(video, "frameWidth"),
      height: number(video, "frameHeight"),
      lossRatio: number(heard, "fractionLost"),
      roundTripMs: roundTrip === null ? null : roundTrip * 1000,
      availableKbps: available === null ? null : available / 1000,
      limitedBy: LIMITS.find((limit) => limit === video?.qualityLimitationReason) ?? null,
    },
  };
}

/** Of all pictures so far, on average. */
export function readEncodeMs(reports: readonly Report[]): number | null {
  const video = reports.find((report) => report.type === "outbound-rtp" && report.kind === "video");
  const [pictures, seconds] = [number(video, "framesEncoded"), number(video, "totalEncodeTime")];
  return pictures && seconds !== null ? (seconds * 1000) / pictures : null;
}

function number(report: Report | undefined, name: string): number | null {
  const value = report?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
