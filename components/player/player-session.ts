import type { PlaybackSource } from "@/lib/wire/playback";
import { HoleJumper } from "./buffer-hole";
import type { AttachedEngine } from "./engine";
import { EngineHost } from "./engine-host";
import { Experience } from "./experience";
import { Lasting } from "./lasting";
import { EXTRA_DISTANCE_SEC, type LatencyWish } from "./latency-wish";
import { LiveEdgeFollower } from "./live-edge-follower";
import type { MountOptions } from "./mount";
import { playAsAllowed } from "./play-as-allowed";
import type { QualityWish } from "./quality";
import { rememberedQuality, rememberQuality } from "./quality-memory";
import { fetchRenditions } from "./read-renditions";
import { ReplayControl, replayOf } from "./replay-control";
import { INITIAL_SNAPSHOT, type PlayerSnapshot } from "./snapshot";
import { SourcePlan } from "./source-plan";
import { NOTHING_YET, type SessionFacts, takeSnapshot } from "./take-snapshot";

const TICK_MS = 100;
/** Controls need no more than this. */
const TICKS_PER_SNAPSHOT = 3;
/** A buffer that runs dry for a blink is not worth a word. */
const STARVED_AFTER_MS = 300;

/** One viewing of one stream on one `<video>`. What the viewer wishes comes in as methods, what is shown goes out as snapshots. */
export class PlayerSession {
  private snapshot: PlayerSnapshot = INITIAL_SNAPSHOT;
  private readonly listeners = new Set<() => void>();
  private readonly plan: SourcePlan;
  private readonly host: EngineHost;
  private readonly follower: LiveEdgeFollower;
  private readonly holes: HoleJumper;
  private readonly ending = new AbortController();
  /** Null while what is played is live. */
  private readonly replay: ReplayControl | null;
  private timer: ReturnType<typeof setInterval> | null = null;
  private ticks = 0;
  private readonly experience = new Experience();
  private wantsToPlay: boolean;
  private readonly starvation = new Lasting(STARVED_AFTER_MS);
  private facts: SessionFacts = NOTHING_YET;

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
    this.plan = new SourcePlan(sources);
    this.follower.keepExtra(EXTRA_DISTANCE_SEC[this.plan.wish]);
    this.host = new EngineHost(video, this.replay ? sources : this.plan.ordered, {
      onAttached: () => this.onAttached(),
      onInterruption: (interruption) => this.note({ interruption }),
      onFlowing: () => this.onFlowing(),
      onFailure: (failedCodecs) => this.note({ failedCodecs }),
      onRefused: () => this.refuse(),
    });
  }

  start(): void {
    this.experience.start(Date.now());
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
    this.facts = { ...this.facts, mustTapToHear: false };
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
    if (this.host.current?.isInstant) return this.goBack(-deltaSec);
    this.seekTo(this.video.currentTime + deltaSec);
  }

  /** In a recording: to its end. */
  seekToLive(): void {
    if (this.replay) return this.seekTo(Number.POSITIVE_INFINITY);
    this.plan.goLive();
    this.host.use(this.plan.ordered);
    this.follower.seekToLive();
    if (this.video.paused && this.facts.hasStarted) this.play();
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

  /** Remembered on this device, for other streams too. Begins anew where another source serves it better. */
  setLatencyWish(wish: LatencyWish): void {
    this.plan.choose(wish);
    this.follower.keepExtra(EXTRA_DISTANCE_SEC[wish]);
    this.seekToLive();
  }

  /** Remembered on this device, for other streams too. */
  setQuality(wish: QualityWish): void {
    rememberQuality(wish);
    if (this.facts.offered.length > 0) {
      this.plan.chooseSize(wish !== "auto" && wish !== "source");
      this.host.use(this.plan.ordered);
    }
    this.host.current?.qualities?.choose(wish);
    this.publish();
  }

  /** What is shown as it arrives comes in one quality; the stream may have others, which are asked for only when wanted. */
  async askQualities(): Promise<void> {
    const url = this.host.current?.isInstant && !this.host.current.qualities && this.plan.playlistUrl;
    if (url) this.note({ offered: await fetchRenditions(this.freshUrl(url)) });
  }

  /** At work now; for whoever asks it for more than snapshots tell. */
  get engine(): AttachedEngine | null {
    return this.host.current;
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

  /** From what only shows what arrives, to a source that can show what was a while ago. */
  private goBack(sec: number): void {
    if (sec <= 0 || !this.plan.canGoBack) return;
    this.plan.goBack(sec + (this.snapshot.latencySec ?? 0));
    this.letGo();
    this.host.use(this.plan.ordered);
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
    this.facts = { ...this.facts, hasMedia: true };
    this.follower.restart();
    // An engine may have put its stream into the element only now.
    if (this.wantsToPlay && this.video.paused) void this.tryToPlay();
    this.publish();
  }

  private onPlaying(): void {
    this.host.noteMoving();
    this.follower.noteMoving();
    this.follower.followIfLive();
  }

  private onPicture(): void {
    this.facts = { ...this.facts, hasStarted: true, hasMedia: true };
    this.experience.notePicture(Date.now());
    this.takePlace();
    this.publish();
  }

  /** To where the viewer wants to be. Not before the first picture: engines begin where they see fit. */
  private takePlace(): void {
    const position = this.host.current?.position();
    if (!position || this.replay) return;
    const dueSec = this.plan.takeDue();
    if (dueSec === null) return this.follower.settle();
    this.letGo();
    this.video.currentTime = Math.max(position.startSec + 1, position.edgeSec - dueSec);
  }

  /** Also when paused from outside: a media key, the picture-in-picture window, another app's sound. */
  private onPaused(): void {
    if (this.host.current === null || this.video.ended) return;
    this.wantsToPlay = false;
    this.letGo();
  }

  private async tryToPlay(): Promise<void> {
    const outcome = await playAsAllowed(this.video);
    const mustTapToHear = this.facts.mustTapToHear || outcome === "muted";
    this.note({ mustTapToHear, mustTapToPlay: outcome === "refused" });
  }

  /** The picture stops: what is buffered isn't for this viewer either. */
  private refuse(): void {
    this.video.removeAttribute("poster");
    this.note({ isRefused: true });
  }

  private tick(): void {
    (this.replay ?? this.follower).tick();
    this.holes.tick(Date.now());
    const isMeantToMove = this.facts.hasStarted && !this.video.paused && !this.video.seeking;
    this.experience.noteStanding(isMeantToMove && this.isStarved(), Date.now());
    if (++this.ticks % TICKS_PER_SNAPSHOT === 0) this.publish();
  }

  private note(news: Partial<SessionFacts>): void {
    this.facts = { ...this.facts, ...news };
    this.publish();
  }

  private publish(): void {
    if (this.ending.signal.aborted) return;
    const { video, host, plan, follower, experience } = this;
    const isReplay = this.replay !== null;
    this.facts = { ...this.facts, isStarved: this.isStarved() };
    this.snapshot = takeSnapshot({ video, host, plan, follower, experience, isReplay }, this.facts);
    for (const listener of this.listeners) listener();
  }

  private isStarved(): boolean {
    const { video } = this;
    const isDry = this.host.current?.isDry?.() ?? video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    return this.starvation.holds(isDry, Date.now());
  }
}
