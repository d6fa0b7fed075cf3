import { generateKeyPairSync, randomBytes } from "node:crypto";

export interface PublishSecrets {
  readonly streamKey: string;
  readonly passphrase: string;
  readonly webRtc: string;
}

export interface Input {
  readonly uid: string;
  readonly created: string;
  modified: string;
  meta: Record<string, unknown>;
  enabled: boolean;
  preferLowLatency: boolean;
  deleteRecordingAfterDays: number | null;
  recording: {
    mode: "off" | "automatic";
    requireSignedURLs: boolean;
    allowedOrigins: string[] | null;
    hideLiveViewerCount: boolean;
    timeoutSeconds: number;
  };
  keysRotatedAt: string | null;
  secrets: PublishSecrets;
  /** As documented; null before the first broadcast. */
  state: string | null;
  viewers: number;
}

export interface VideoRow {
  readonly uid: string;
  readonly liveInput: string;
  readonly created: string;
  state: "live-inprogress" | "inprogress" | "ready" | "error";
  /** In seconds; -1 while unknown. */
  duration: number;
  size: number;
  requireSignedURLs: boolean;
  minutesViewed: number;
}

export interface Account {
  readonly inputs: Map<string, Input>;
  readonly videos: Map<string, VideoRow>;
  /** Idempotency key to what it made; outlives the input, as at the vendor. */
  readonly made: Map<string, { readonly uid: string; readonly at: number }>;
  readonly signingKey: { readonly id: string; readonly pem: string; readonly publicKey: string };
  storage: { used: number; limit: number };
  /** What the token may do. */
  readonly permissions: Set<"read" | "write" | "analytics">;
  /** Which of its three shapes the status takes. */
  statusShape: "string" | "object" | "null";
}

export function createAccount(): Account {
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return {
    inputs: new Map(),
    videos: new Map(),
    made: new Map(),
    signingKey: {
      id: hexId(),
      pem: Buffer.from(pair.privateKey).toString("base64"),
      publicKey: pair.publicKey,
    },
    storage: { used: 0, limit: 1_000 },
    permissions: new Set(["read", "write", "analytics"]),
    statusShape: "object",
  };
}

export function hexId(): string {
  return randomBytes(16).toString("hex");
}

export function newSecrets(): PublishSecrets {
  const secret = () => randomBytes(24).toString("hex");
  return { streamKey: secret(), passphrase: secret(), webRtc: secret() };
}

/** What a broadcaster does, and what follows. Throws what the vendor's notification would name. */
export function goLive(
  account: Account,
  uid: string,
  now: number,
  videoUid: string = hexId(),
): VideoRow | null {
  const input = account.inputs.get(uid);
  if (!input) throw new Error("no such live input");
  if (!input.enabled) throw new Error("live input is disabled");
  if (account.storage.used >= account.storage.limit) throw new Error("ERR_STORAGE_QUOTA_EXHAUSTED");
  input.state = "connected";
  if (input.recording.mode === "off") return null;
  const video: VideoRow = {
    uid: videoUid,
    liveInput: uid,
    created: new Date(now).toISOString(),
    state: "live-inprogress",
    duration: -1,
    size: 0,
    requireSignedURLs: input.recording.requireSignedURLs,
    minutesViewed: 0,
  };
  account.videos.set(video.uid, video);
  return video;
}

/** The encoder is gone, and may come back to the same recording. */
export function disconnect(input: Input): void {
  if (input.state === "connected") input.state = "client_disconnect";
}

/** The broadcast is over: its recording is worked on, until `finish`. */
export function goIdle(account: Account, uid: string, now: number): VideoRow | null {
  const input = account.inputs.get(uid);
  if (input) disconnect(input);
  const video = liveVideo(account, uid);
  if (!video) return null;
  video.state = "inprogress";
  video.duration = Math.max(1, (now - Date.parse(video.created)) / 1000);
  return video;
}

export function finish(account: Account, videoUid: string): VideoRow {
  const video = account.videos.get(videoUid);
  if (!video) throw new Error("no such video");
  video.state = "ready";
  account.storage.used += video.duration / 60;
  return video;
}

export function liveVideo(account: Account, uid: string): VideoRow | null {
  return (
    [...account.videos.values()].find((one) => one.liveInput === uid && one.state === "live-inprogress") ??
    null
  );
}
