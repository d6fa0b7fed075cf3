import type { IngestTarget } from "../../wire/playback";
import type { ChannelInput, ProviderWarning } from "../contract";
import type { LiveInput } from "./answers";
import type { CloudflareOptions } from "./index";

/** Told apart by this from inputs that others made in the same account. */
export const MARK = "ann-pale-live";

/** What of `recording` is set: always whole, for it is not documented whether a part leaves the rest as it was. */
export function recordingSettings(options: CloudflareOptions, isPrivate: boolean, timeoutSeconds: number) {
  const isWhip = options.pair === "whip";
  return {
    // Without a recording there is no HLS either; by WebRTC nothing is ever recorded.
    mode: isWhip ? ("off" as const) : ("automatic" as const),
    requireSignedURLs: isPrivate && !isWhip,
    allowedOrigins: options.allowedOrigins,
    timeoutSeconds,
  };
}

/** The body that makes a live input. */
export function inputBody(options: CloudflareOptions, { streamId, title, visibility }: ChannelInput) {
  const { deleteRecordingAfterDays: days, preferLowLatency, pair } = options;
  return {
    meta: { name: title, madeBy: MARK, streamId },
    enabled: true,
    recording: recordingSettings(options, visibility !== "public", options.reconnectSeconds),
    ...(pair === "rtmps" ? { preferLowLatency } : {}),
    ...(days === null || pair === "whip" ? {} : { deleteRecordingAfterDays: days }),
  };
}

/** Ways in, with their secrets; null when the answer lacks what the pair needs. */
export function targetsOf(options: CloudflareOptions, input: LiveInput): readonly IngestTarget[] | null {
  const { rtmps, srt, webRTC } = input;
  if (options.pair === "whip") {
    const streamKey = webRTC && secretIn(webRTC.url);
    return webRTC && streamKey ? [{ kind: "whip", url: webRTC.url, streamKey }] : null;
  }
  if (!rtmps || !srt) return null;
  return [
    { kind: "rtmp", server: rtmps.url, streamKey: rtmps.streamKey },
    { kind: "srt", url: srt.url, streamId: srt.streamId, streamKey: srt.passphrase },
  ];
}

/** The publish address is `…/{secret}/webRTC/publish`; null for any other. */
function secretIn(url: string): string | null {
  if (!URL.canParse(url)) return null;
  return /^\/([^/]{16,200})\/webRTC\/publish$/.exec(new URL(url).pathname)?.[1] ?? null;
}

/** Our stream's id, of an input that bears our mark; null for all others. */
export function streamIdOf(meta: LiveInput["meta"]): string | null {
  return meta?.madeBy === MARK && typeof meta.streamId === "string" ? meta.streamId : null;
}

/** What cannot be had, said before anybody goes live. */
export function warningsOf({
  pair,
  deleteRecordingAfterDays: days,
}: CloudflareOptions): readonly ProviderWarning[] {
  if (pair === "whip")
    return [
      { feature: "recording", reason: "what comes in by WebRTC is not recorded here" },
      { feature: "hls", reason: "what comes in by WebRTC is played by WebRTC only" },
      { feature: "viewer-count", reason: "viewers by WebRTC are not counted here" },
      { feature: "private", reason: "playback by WebRTC can't be kept to some viewers here" },
    ];
  return [
    {
      feature: "recording",
      reason: `every broadcast is recorded here, for it is played from its recording; kept ${days === null ? "until deleted" : `${days} days`}`,
    },
  ];
}
