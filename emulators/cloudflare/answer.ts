import type { Account, Input, VideoRow } from "./account";

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const RTMPS = "live.cloudflare.com:443";

export const done = (result: unknown): Answer => ({
  status: 200,
  body: { success: true, errors: [], messages: [], result },
});

export const refused = (
  status: number,
  code: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Answer => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
  ...(headers ? { headers } : {}),
});

/** A live input as its owner gets it: with every secret. `rtmps` is where encoders come, where pictures are carried. */
export function inputAnswer(account: Account, input: Input, origin: string, rtmps = RTMPS) {
  const { uid, secrets } = input;
  return {
    uid,
    created: input.created,
    modified: input.modified,
    meta: input.meta,
    enabled: input.enabled,
    preferLowLatency: input.preferLowLatency,
    deleteRecordingAfterDays: input.deleteRecordingAfterDays,
    ...(input.keysRotatedAt ? { keysRotatedAt: input.keysRotatedAt } : {}),
    status: statusAnswer(account, input.state),
    recording: input.recording,
    rtmps: { url: `rtmps://${rtmps}/live/`, streamKey: secrets.streamKey },
    rtmpsPlayback: { url: "rtmps://live.cloudflare.com:443/live/", streamKey: `${secrets.streamKey}play` },
    srt: { url: "srt://live.cloudflare.com:778", streamId: uid, passphrase: secrets.passphrase },
    srtPlayback: {
      url: "srt://live.cloudflare.com:778",
      streamId: `play${uid}`,
      passphrase: `${secrets.passphrase}play`,
    },
    webRTC: { url: `${origin}/${secrets.webRtc}/webRTC/publish` },
    webRTCPlayback: { url: `${origin}/${uid}/webRTC/play` },
  };
}

function statusAnswer({ statusShape }: Account, state: string | null): unknown {
  if (statusShape === "null" || state === null) return statusShape === "object" ? { current: null } : null;
  return statusShape === "string" ? state : { current: { state } };
}

export function videoAnswer(video: VideoRow) {
  const { uid, liveInput, created, duration, size, state, requireSignedURLs } = video;
  return {
    uid,
    liveInput,
    created,
    modified: created,
    uploaded: created,
    duration,
    size,
    requireSignedURLs,
    readyToStream: state === "ready" || state === "live-inprogress",
    status: { state, errorReasonCode: "", errorReasonText: "" },
    meta: { name: "live" },
  };
}
