import type { PlaybackSource } from "@/lib/wire/playback";
import { HoleJumper } from "./buffer-hole";
import { EngineHost } from "./engine-host";
import { Lasting } from "./lasting";
import { LiveEdgeFollower } from "./live-edge-follower";
import type { MountOptions } from "./mount";
import { playAsAllowed } from "./play-as-allowed";
import { playingPosition } from "./playing-position";
import { NO_CHOICE, type QualityWish } from "./quality";
import { rememberedQuality, rememberQuality } from "./quality-memory";
import type { Interruption } from "./recovery";
import { ReplayControl, replayOf } from "./replay-control";
import { INITIAL_SNAPSHOT, type PlayerSnapshot, toStatus } from "./snapshot";

const TICK_MS = 100;
/** Controls need no more than this. */
const TICKS_PER_SNAPSHOT = 3;
const SLOW_AFTER_MS = 8000;
/** A buffer that runs dry for a blink is not worth a word. */
const STARVED_AFTER_MS = 300;

/** One viewing of one stream on one `<video>`. What the viewer wishes comes in as methods, what is shown goes out as snapshots. */
export class PlayerSession {
  private snapshot: PlayerSnapshot = INITIAL_SNAPSHOT;
  private readonly listeners = new Set<() => void>();
  private readonly host: EngineHost;
  private readonly follower: LiveEdgeFollower;
  private readonly holes: HoleJumper;
  private readonly ending = new AbortController();
  /** Null while what is played is live. */
  private readonly replay: ReplayControl | null;
  private timer: ReturnType<typeof setInterval> | null = null;
  private ticks = 0;
  private startedAtMs = 0;
  private wantsToPlay: boolean;
  private hasStarted = false;
  private hasMedia = false;
  private failedCodecs: string | null = null;
  private isRefused = false;
  private interruption: Interruption | null = null;
  private readonly starvation = new Lasting(STARVED_AFTER_MS);
  private mustTapToHear = false;
  private mustTapToPlay = false;

  constructor(
    readonly video: HTMLVideoElement,
    sources: readonly PlaybackSource[],
    options: MountOptions = {},
  ) {
    this.wantsToPlay = options.autoPlay ?? true;
    this.replay = replayOf(sources) && new ReplayControl(video, this.ending.signal);
    video.muted = options.muted ?? video.muted;
    video.playsInline = true;
    this.holes = new HoleJumper(video);
    this.follower = new LiveEdgeFollower(video, () => this.host.current);
    this.host = new EngineHost(video, sources, {
      onAttached: () => this.onAttached(),
      onInterruption: (interruption) => this.setInterruption(interruption),
      onFlowing: () => this.onFlowing(),
      onFailure: (codecs) => this.fail(codecs),
      onRefused: () => this.refuse(),
    });
  }

  start(): void {
    this.startedAtMs = Date.now();
    this.listen();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    void this.host.start();
  }

  destroy(): void {
    this.ending.abort();
    if (this.timer) clearInterval(this.timer);
    this.host.destroy();
    this.listeners.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getSnapshot = (): PlayerSnapshot => this.snapshot;

  play(): void {
    this.wantsToPlay = true;
    void this.tryToPlay();
  }

  pause(): void {
    this.wantsToPlay = false;
    this.letGo();
    this.video.pause();
  }

  togglePlay(): void {
    if (this.video.paused) this.play();
    else this.pause();
  }

  /** Also the answer to "tap to hear". */
  setMuted(muted: boolean): void {
    this.mustTapToHear = false;
    this.video.muted = muted;
    if (!muted && this.video.volume === 0) this.video.volume = 0.5;
    if (this.wantsToPlay && this.video.paused) this.play();
    this.publish();
  }

  /** 0…1. */
  setVolume(volume: number): void {
    this.video.volume = Math.min(1, Math.max(0, volume));
    this.setMuted(this.video.volume === 0);
  }

  seekTo(positionSec: number): void {
    const window = this.snapshot.window;
    if (!window) return;
    if (this.replay) {
      this.replay.seekTo(positionSec, window);
      return this.publish();
    }
    if (positionSec >= window.edgeSec - 1) return this.seekToLive();
    this.follower.release();
    this.video.currentTime = Math.max(window.startSec, positionSec);
    this.publish();
  }

  seekBy(deltaSec: number): void {
    this.seekTo(this.video.currentTime + deltaSec);
  }

  /** In a recording: to its end. */
  seekToLive(): void {
    if (this.replay) return this.seekTo(Number.POSITIVE_INFINITY);
    this.follower.seekToLive();
    if (this.video.paused && this.hasStarted) this.play();
    this.publish();
  }

  /** Of a recording; what is live keeps its own speed. */
  setRate(rate: number): void {
    if (!this.replay) return;
    // A new engine loads the element anew, which would take it back to its default.
    this.video.defaultPlaybackRate = rate;
    this.video.playbackRate = rate;
    this.publish();
  }

  /** Remembered on this device, for other streams too. */
  setQuality(wish: QualityWish): void {
    rememberQuality(wish);
    this.host.current?.qualities?.choose(wish);
    this.publish();
  }

  /** See `PlaybackAccess`. */
  readonly freshUrl = (url: string): string => this.host.freshUrl(url);

  /** See `EngineHost.kick`. */
  readonly kick = (): void => this.host.kick();

  private listen(): void {
    const { video, ending } = this;
    const on = (type: string, handler: () => void, target: EventTarget = video) =>
      target.addEventListener(type, handler, { signal: ending.signal });
    on("waiting", () => this.follower.noteWaiting());
    on("playing", () => this.onPlaying());
    on("loadeddata", () => this.onPicture());
    on("seeked", () => this.follower.followIfLive());
    on("pause", () => this.onPaused());
    for (const type of ["volumechange", "waiting", "pause", "playing"]) on(type, () => this.publish());
    on("online", this.kick, window);
    on("visibilitychange", () => document.visibilityState === "visible" && this.kick(), document);
  }

  /** From now on the distance to live is the viewer's. */
  private letGo(): void {
    if (!this.replay) this.follower.release();
  }

  private onAttached(): void {
    this.host.current?.qualities?.choose(rememberedQuality());
    this.replay?.resume();
    this.follower.restart();
    if (this.wantsToPlay) void this.tryToPlay();
  }

  private onFlowing(): void {
    this.hasMedia = true;
    this.follower.restart();
    this.publish();
  }

  private onPlaying(): void {
    this.host.noteMoving();
    this.follower.noteMoving();
    this.follower.followIfLive();
  }

  private onPicture(): void {
    this.hasStarted = true;
    this.hasMedia = true;
    this.publish();
  }

  /** Also when paused from outside: a media key, the picture-in-picture window, another app's sound. */
  private onPaused(): void {
    if (this.host.current === null || this.video.ended) return;
    this.wantsToPlay = false;
    this.letGo();
  }

  private async tryToPlay(): Promise<void> {
    const outcome = await playAsAllowed(this.video);
    this.mustTapToPlay = outcome === "refused";
    if (outcome === "muted") this.mustTapToHear = true;
    this.publish();
  }

  private setInterruption(interruption: Interruption | null): void {
    this.interruption = interruption;
    this.publish();
  }

  /** The picture stops: what is buffered isn't for this viewer either. */
  private refuse(): void {
    this.isRefused = true;
    this.video.removeAttribute("poster");
    this.publish();
  }

  private fail(codecs: string): void {
    this.failedCodecs = codecs;
    this.publish();
  }

  private tick(): void {
    (this.replay ?? this.follower).tick();
    this.holes.tick(Date.now());
    if (++this.ticks % TICKS_PER_SNAPSHOT === 0) this.publish();
  }

  private publish(): void {
    if (this.ending.signal.aborted) return;
    this.snapshot = this.takeSnapshot();
    for (const listener of this.listeners) listener();
  }

  private takeSnapshot(): PlayerSnapshot {
    const { video, interruption } = this;
    const engine = this.host.current;
    const { hasStarted } = this;
    const isReplay = this.replay !== null;
    return {
      ...playingPosition(video, engine, { hasStarted, isReplay }),
      status: toStatus({
        isRefused: this.isRefused,
        hasFailed: this.failedCodecs !== null,
        interruption,
        hasStarted,
        isPaused: video.paused,
        isStarved: this.starvation.holds(video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA, Date.now()),
      }),
      interruption,
      failedCodecs: this.failedCodecs ?? "",
      hasStarted,
      isReplay,
      isSoundOnly: video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth === 0,
      isSlow: !hasStarted && Date.now() - this.startedAtMs > SLOW_AFTER_MS,
      hasMedia: this.hasMedia,
      mustTapToHear: this.mustTapToHear,
      mustTapToPlay: this.mustTapToPlay,
      isMuted: video.muted,
      volume: video.volume,
      isAtEdge: !isReplay && !video.paused && this.follower.isAtEdge(),
      playbackRate: video.playbackRate,
      quality: engine?.qualities?.state() ?? NO_CHOICE,
    };
  }
}
