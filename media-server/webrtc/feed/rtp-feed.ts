import type {
  AudioConfig,
  AudioFrame,
  FrameTap,
  MediaPacket,
  SenderReport,
  VideoConfig,
  VideoFrame,
} from "../../media";
import type { FeedPacket } from "./feed-packet";
import { FeedTrack } from "./feed-track";
import type { FeedEnd, FeedState, FeedViewer } from "./feed-viewer";
import { FrameSource } from "./frame-source";
import { KeyFrameWish } from "./key-frame-wish";
import type { OpenOpus } from "./opus-source";
import { type AfterTurn, TurnBatch } from "./turn-batch";

export interface RtpFeedDeps {
  /** Never goes back, in ms. */
  readonly now: () => number;
  /** Asks the publisher for a key frame, where its protocol can carry that. */
  readonly requestKeyFrame: () => void;
  /** Null: sound that isn't Opus stays away. */
  readonly openOpus: OpenOpus | null;
  readonly afterTurn?: AfterTurn;
}

const VIDEO_PACKETS = 4_096;
const AUDIO_PACKETS = 256;
const TICK_MS = 200;
const PAUSE_MS = 2_000;
/** Encoding what few leave and enter again within shall not start anew. */
const LINGER_MS = 5_000;
/** A newcomer is given what was sent since the key frame when that is so little, else a new key frame is asked for. */
const MAX_JOIN_BYTES = 300_000;

/**
 * One stream as RTP in one numbering and on one clock, whoever publishes it and by which protocol. What a WebRTC
 * publisher sends is passed on as it is; other publishers' frames are put into packets while somebody watches.
 */
export class RtpFeed implements FrameTap {
  readonly tracks = {
    video: new FeedTrack("video", 90, VIDEO_PACKETS),
    audio: new FeedTrack("audio", 48, AUDIO_PACKETS),
  };
  private readonly viewers = new Set<FeedViewer>();
  private readonly wish: KeyFrameWish;
  private readonly frames: FrameSource;
  private readonly batches: Record<FeedPacket["kind"], TurnBatch<FeedPacket>>;
  private config: VideoConfig | null = null;
  /** What the present publisher sends; null until it is known. */
  private mode: "packets" | "frames" | null = null;
  private isUnsupported = false;
  private isEnded = false;
  private ticker: NodeJS.Timeout | null = null;
  private emptySince: number | null = null;
  private sentAt = Number.NEGATIVE_INFINITY;
  private flowsSince = 0;
  private keyStart: number | null = null;
  private bytesSinceKey = 0;

  constructor(private readonly deps: RtpFeedDeps) {
    this.wish = new KeyFrameWish(deps.requestKeyFrame, deps.now);
    this.frames = new FrameSource(this.tracks, deps, (packet) => this.batches[packet.kind].add(packet));
    const batch = () =>
      new TurnBatch<FeedPacket>((packets) => this.spread(packets), deps.afterTurn ?? setImmediate);
    // Apart: the system marks sound and picture differently, and is told so with each change.
    this.batches = { video: batch(), audio: batch() };
  }

  get viewerCount(): number {
    return this.viewers.size;
  }

  get state(): FeedState {
    if (this.isEnded) return { ready: false, because: "ended" };
    if (this.isUnsupported) return { ready: false, because: "codec" };
    if (this.frames.isReordered) return { ready: false, because: "b-frames" };
    if (!this.config || this.mode === null) return { ready: false, because: "not-started" };
    return { ready: true, profileLevelId: this.config.codecString.slice("avc1.".length).toLowerCase() };
  }

  /** For how long packets have come without a pause, in ms; 0 while none come. */
  get flowingMs(): number {
    const nowMs = this.deps.now();
    return nowMs - this.sentAt > PAUSE_MS ? 0 : nowMs - this.flowsSince;
  }

  /** From here on the viewer is given packets. */
  add(viewer: FeedViewer): void {
    if (this.isEnded) return viewer.closed("stream-ended");
    // What was sent before is in the ring, where the viewer finds it.
    if (this.mode === "frames" && !this.frames.isRunning) this.frames.start(this.deps.now());
    this.flush();
    this.viewers.add(viewer);
    this.emptySince = null;
    this.ticker ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  remove(viewer: FeedViewer): void {
    if (this.viewers.delete(viewer) && this.viewers.size === 0) this.emptySince = this.deps.now();
  }

  /**
   * The number of the packet that a newcomer's picture may begin with at once; null when it has to wait for the next
   * key frame, which is asked for then. Also for those who are still connecting: the key frame is on its way meanwhile.
   */
  joinPoint(): number | null {
    const { keyStart } = this;
    const isHeld = keyStart !== null && this.tracks.video.ring.get(keyStart) !== undefined;
    const isLittle = this.mode === "frames" || this.bytesSinceKey <= MAX_JOIN_BYTES;
    if (isHeld && isLittle) return keyStart;
    this.wish.request();
    return null;
  }

  /** A viewer can't go on without a key frame. False: the publisher can't be asked. */
  requestKeyFrame(): boolean {
    if (this.mode === "frames") return false;
    this.wish.request();
    return true;
  }

  /** Whoever comes now is shown nothing of what was until now. */
  forgetPast(): void {
    this.keyStart = null;
    this.frames.forgetPast();
  }

  videoConfig(config: VideoConfig): void {
    this.config = config;
    this.isUnsupported = false;
    this.frames.videoConfig(config);
  }

  audioConfig(config: AudioConfig): void {
    this.frames.audioConfig(config);
  }

  video(frame: VideoFrame): void {
    if (this.mode === "packets") return;
    this.mode = "frames";
    this.frames.video(frame, this.deps.now());
    if (this.frames.isReordered) this.closeAll("not-playable");
    else if (this.viewers.size > 0 && !this.frames.isRunning) this.frames.start(this.deps.now());
  }

  audio(frame: AudioFrame): void {
    if (this.mode !== "packets") this.frames.audio(frame, this.deps.now());
  }

  packet(packet: MediaPacket): void {
    const nowMs = this.deps.now();
    this.mode = "packets";
    const track = this.tracks[packet.kind];
    const place = track.space.place(packet.sequence, packet.timestamp, nowMs);
    if (!place) return;
    this.batches[packet.kind].add(track.make(place, packet));
  }

  senderReport({ kind, wallMs, timestamp }: SenderReport): void {
    this.tracks[kind].clock.learn(wallMs, timestamp, this.deps.now());
  }

  unsupported(kind: "video" | "audio"): void {
    if (kind === "audio") return;
    this.isUnsupported = true;
    this.closeAll("not-playable");
  }

  interrupted(): void {
    this.flush();
    this.mode = null;
    this.keyStart = null;
    this.wish.cancel();
    this.frames.interrupted();
    for (const track of [this.tracks.video, this.tracks.audio]) {
      track.space.restart();
      track.clock.forget();
    }
  }

  ended(): void {
    this.flush();
    this.isEnded = true;
    this.closeAll("stream-ended");
    this.stop();
  }

  private flush(): void {
    this.batches.video.flush();
    this.batches.audio.flush();
  }

  /** Viewer by viewer: encrypting and sending several packets of one costs a tenth less than one of each. */
  private spread(packets: readonly FeedPacket[]): void {
    const nowMs = this.deps.now();
    if (nowMs - this.sentAt > PAUSE_MS) this.flowsSince = nowMs;
    this.sentAt = nowMs;
    for (const packet of packets) this.keep(packet);
    for (const viewer of this.viewers) for (const packet of packets) viewer.packet(packet, nowMs);
  }

  private keep(packet: FeedPacket): void {
    const { ring } = this.tracks[packet.kind];
    if (packet.startsKeyFrame) {
      // Without viewers only what a newcomer would begin with is kept.
      if (this.viewers.size === 0) ring.clear();
      this.keyStart = packet.sequence;
      this.bytesSinceKey = 0;
      this.wish.fulfil();
    }
    if (packet.kind === "video") this.bytesSinceKey += packet.wire.length;
    ring.add(packet);
  }

  private tick(): void {
    const nowMs = this.deps.now();
    this.tracks.video.measure(nowMs);
    this.tracks.audio.measure(nowMs);
    for (const viewer of this.viewers) viewer.tick(nowMs);
    if (this.emptySince !== null && nowMs - this.emptySince > LINGER_MS) this.stop();
  }

  private closeAll(cause: FeedEnd): void {
    const leaving = [...this.viewers];
    this.viewers.clear();
    this.emptySince = this.deps.now();
    for (const viewer of leaving) viewer.closed(cause);
  }

  /** Nobody watches: nothing is made any more. */
  private stop(): void {
    if (this.ticker) clearInterval(this.ticker);
    this.ticker = null;
    this.wish.cancel();
    if (this.mode !== "packets") this.keyStart = null;
    this.frames.stop();
  }
}
