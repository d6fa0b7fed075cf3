import { randomBytes } from "node:crypto";

export interface EmulatedChannel {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly latencyMode: string;
  authorized: boolean;
  recordingConfigurationArn: string;
  readonly ingestEndpoint: string;
  readonly playbackUrl: string;
  readonly tags: Readonly<Record<string, string>>;
}
export interface EmulatedStream {
  readonly streamId: string;
  readonly startTime: number;
  health: "HEALTHY" | "STARVING" | "UNKNOWN";
  viewerCount: number;
}
interface Session {
  readonly channelArn: string;
  readonly streamId: string;
  readonly startTime: number;
  endTime: number | null;
  /** What its viewers watched until `watchedAt`. */
  viewerMs: number;
  watchedAt: number;
  /** What comes in; numbers are those of the encoder's settings, rates in bit/s. */
  ingestConfiguration: { readonly video: Record<string, unknown>; readonly audio?: Record<string, unknown> };
}
export interface Revocation {
  readonly channelArn: string;
  readonly viewerId: string;
  readonly viewerSessionVersionsLessThanOrEqualTo?: number | undefined;
}

export const REGION = "eu-west-1";
const ACCOUNT_ID = "123456789012";
/** A common encoder at 1080p. */
const VIDEO = {
  codec: "avc1.640028",
  avcProfile: "High",
  avcLevel: "4.0",
  encoder: "obs-output module",
  videoWidth: 1_920,
  videoHeight: 1_080,
  targetFramerate: 30,
  targetBitrate: 4_500_000,
};
const AUDIO = { codec: "mp4a.40.2", sampleRate: 48_000, channels: 2, targetBitrate: 160_000 };

/** What the service keeps of one account in one region. */
export class Account {
  readonly channels = new Map<string, EmulatedChannel>();
  /** By the key's ARN. A channel has one at most. */
  readonly keys = new Map<
    string,
    { readonly arn: string; readonly value: string; readonly channelArn: string }
  >();
  readonly streams = new Map<string, EmulatedStream>();
  readonly sessions: Session[] = [];
  /** Channels that still count as live for deletion until this time, epoch ms. */
  readonly endingUntil = new Map<string, number>();
  readonly playbackKeyArn = this.arn("playback-key", "PlaybackKey1");
  /** The one recording configuration: where it writes to, and which pictures it keeps. */
  readonly recording = {
    arn: this.arn("recording-configuration", "Recording1"),
    bucketName: "emulated-recordings",
    storage: ["SEQUENTIAL", "LATEST"] as ("SEQUENTIAL" | "LATEST")[],
  };
  /** What was sent into broadcasts, oldest first. */
  readonly metadata: { readonly channelArn: string; readonly metadata: string }[] = [];
  readonly revocations: Revocation[] = [];
  /** IAM actions that are denied, e.g. `GetStream`. */
  readonly denied = new Set<string>();
  isVerified = true;
  /** Answers to `CreateChannel` then lack the key. */
  forgetsKeys = false;
  maxChannels = 5_000;
  /** How long a stopped stream blocks the deletion of its channel, in ms. */
  endingMs = 0;
  /** Set when pictures are carried too. */
  playbackUrl: ((channelArn: string) => string) | null = null;
  /** `host:port` of the door for encoders, where pictures are carried. */
  rtmps: string | null = null;
  onStop: ((channelArn: string) => void) | null = null;
  /** Who watches; without it, what a test says. */
  countViewers: ((channelArn: string) => number) | null = null;

  arn(kind: string, id = newId()): string {
    return `arn:aws:ivs:${REGION}:${ACCOUNT_ID}:${kind}/${id}`;
  }

  /** One more channel, for tests with many. */
  addChannel(arn: string, wish: Partial<EmulatedChannel> = {}): EmulatedChannel {
    const host = newId();
    const path = arn.split(":").slice(3).join(".").replace("/", ".");
    const channel: EmulatedChannel = {
      name: "",
      type: "STANDARD",
      latencyMode: "LOW",
      authorized: false,
      recordingConfigurationArn: "",
      tags: {},
      ...wish,
      arn,
      ingestEndpoint: this.rtmps ?? `${host}.global-contribute.live-video.net`,
      playbackUrl:
        this.playbackUrl?.(arn) ??
        `https://${host}.${REGION}.playback.live-video.net/api/video/v1/${path}.m3u8`,
    };
    this.channels.set(arn, channel);
    return channel;
  }

  goLive(channelArn: string, now = Date.now()): EmulatedStream {
    if (!this.channels.has(channelArn)) throw new Error("no such channel");
    // 26 characters, as in the API model.
    const streamId = `st-${randomBytes(12).toString("hex").slice(0, 23)}`;
    const stream: EmulatedStream = { streamId, startTime: now, health: "HEALTHY", viewerCount: 0 };
    this.streams.set(channelArn, stream);
    const ingestConfiguration = { video: { ...VIDEO }, audio: { ...AUDIO } };
    this.sessions.push({
      ...{ channelArn, streamId, startTime: now, endTime: null, ingestConfiguration },
      ...{ viewerMs: 0, watchedAt: now },
    });
    return stream;
  }

  /** From now on so many watch; until now it were as many as before. */
  watch(channelArn: string, viewers: number, now = Date.now()): void {
    const stream = this.streams.get(channelArn);
    const session = this.sessions.find((one) => one.streamId === stream?.streamId);
    if (!stream || !session) return;
    session.viewerMs += stream.viewerCount * (now - session.watchedAt);
    session.watchedAt = now;
    stream.viewerCount = viewers;
  }

  goIdle(channelArn: string, now = Date.now()): boolean {
    const stream = this.streams.get(channelArn);
    if (!stream) return false;
    this.watch(channelArn, 0, now);
    this.streams.delete(channelArn);
    this.endingUntil.set(channelArn, now + this.endingMs);
    const session = this.sessions.find((one) => one.streamId === stream.streamId);
    if (session) session.endTime = now;
    return true;
  }

  isLive(channelArn: string, now = Date.now()): boolean {
    return this.streams.has(channelArn) || (this.endingUntil.get(channelArn) ?? 0) > now;
  }

  keyOf(channelArn: string) {
    return [...this.keys.values()].find((key) => key.channelArn === channelArn) ?? null;
  }

  newKey(channelArn: string) {
    const arn = this.arn("stream-key");
    const key = { arn, channelArn, value: `sk_${REGION}_${newId()}_${randomBytes(15).toString("hex")}` };
    this.keys.set(arn, key);
    return key;
  }
}

export function newId(): string {
  return randomBytes(6).toString("hex");
}
