/** How well one viewer is served; null is unknown. */
export interface LinkFigures {
  readonly videoKbps: number | null;
  readonly audioKbps: number | null;
  readonly framesPerSecond: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly videoCodec: string | null;
  /** 0…1, as the viewer's browser reports it. */
  readonly lossRatio: number | null;
  readonly roundTripMs: number | null;
  readonly availableKbps: number | null;
  readonly limitedBy: "none" | "cpu" | "bandwidth" | null;
  /** Of one frame, since the reading before. */
  readonly encodeMs: number | null;
  readonly path: "direct" | "relay" | null;
  /** Sent through a relay since the reading before, with all that carries media. */
  readonly relayedBytes: number;
}

/** What the next reading is compared with. */
export interface LinkCounters {
  /** Ms, on the clock of the reports. */
  readonly at: number;
  readonly videoBytes: number;
  readonly audioBytes: number;
  readonly framesEncoded: number;
  readonly encodeSec: number;
  /** The way that packets took, and what was sent by it; null where the browser doesn't tell. */
  readonly way: { readonly id: unknown; readonly bytesSent: number } | null;
}

export type Report = Readonly<Record<string, unknown>>;

const LIMITS = ["none", "cpu", "bandwidth"] as const;

/** Figures out of a peer connection's reports (W3C WebRTC statistics §8), and since the reading before. Pure. */
export function readLink(
  reports: readonly Report[],
  before: LinkCounters | null,
): { readonly figures: LinkFigures; readonly counters: LinkCounters } {
  const find = (type: string, kind: string) =>
    reports.find((report) => report.type === type && report.kind === kind);
  const byId = (id: unknown) => reports.find((report) => report.id === id);
  const video = find("outbound-rtp", "video");
  const audio = find("outbound-rtp", "audio");
  const heard = find("remote-inbound-rtp", "video") ?? find("remote-inbound-rtp", "audio");
  const pair = reports.find((report) => report.type === "candidate-pair" && report.nominated === true);
  const counters: LinkCounters = {
    at: number(video ?? audio, "timestamp") ?? 0,
    videoBytes: number(video, "bytesSent") ?? 0,
    audioBytes: number(audio, "bytesSent") ?? 0,
    framesEncoded: number(video, "framesEncoded") ?? 0,
    encodeSec: number(video, "totalEncodeTime") ?? 0,
    way: wayOf(pair),
  };
  const path = pathOf(byId(pair?.localCandidateId), byId(pair?.remoteCandidateId));
  const roundTrip = number(heard, "roundTripTime") ?? number(pair, "currentRoundTripTime");
  const available = number(pair, "availableOutgoingBitrate");
  const codec = byId(video?.codecId)?.mimeType;
  return {
    counters,
    figures: {
      videoKbps: video ? rate(counters, before, "videoBytes") : null,
      audioKbps: audio ? rate(counters, before, "audioBytes") : null,
      framesPerSecond: number(video, "framesPerSecond"),
      width: number(video, "frameWidth"),
      height: number(video, "frameHeight"),
      videoCodec: typeof codec === "string" ? codec.replace(/^video\//i, "").slice(0, 16) : null,
      lossRatio: number(heard, "fractionLost"),
      roundTripMs: roundTrip === null ? null : roundTrip * 1000,
      availableKbps: available === null ? null : available / 1000,
      limitedBy: LIMITS.find((limit) => limit === video?.qualityLimitationReason) ?? null,
      encodeMs: encodeMs(counters, before),
      path,
      relayedBytes: path === "relay" ? sentSince(counters, before) : 0,
    },
  };
}

function rate(now: LinkCounters, before: LinkCounters | null, name: "videoBytes" | "audioBytes") {
  const seconds = before === null ? 0 : (now.at - before.at) / 1000;
  const bytes = before === null ? 0 : now[name] - before[name];
  return seconds > 0 && bytes >= 0 ? (bytes * 8) / 1000 / seconds : null;
}

function encodeMs(now: LinkCounters, before: LinkCounters | null): number | null {
  const frames = before === null ? 0 : now.framesEncoded - before.framesEncoded;
  return before !== null && frames > 0 ? ((now.encodeSec - before.encodeSec) * 1000) / frames : null;
}

function wayOf(pair: Report | undefined): LinkCounters["way"] {
  const bytesSent = number(pair, "bytesSent");
  return pair && bytesSent !== null ? { id: pair.id, bytesSent } : null;
}

/** Another way than before had carried something once, maybe: what it has by now is where counting begins. */
function sentSince({ way }: LinkCounters, before: LinkCounters | null): number {
  if (!way) return 0;
  if (!before) return way.bytesSent;
  const isSame = before.way !== null && before.way.id === way.id;
  return isSame ? Math.max(0, way.bytesSent - before.way.bytesSent) : 0;
}

function pathOf(local: Report | undefined, remote: Report | undefined): "direct" | "relay" | null {
  if (!local || !remote) return null;
  return local.candidateType === "relay" || remote.candidateType === "relay" ? "relay" : "direct";
}

function number(report: Report | undefined, name: string): number | null {
  const value = report?.[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
