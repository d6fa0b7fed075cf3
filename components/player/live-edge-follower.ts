import { bufferAhead } from "./buffer-ahead";
import type { AttachedEngine, LivePosition } from "./engine";
import { decideLiveEdge, type LiveEdgeState, noteStall, startFollowing } from "./live-edge";

/** This close to the aimed distance counts as live, seconds. */
const LIVE_TOLERANCE_SEC = 2;
/** Want of data that ends sooner was for want of distance; longer, it is an interruption, which distance cannot mend. */
const SHORT_STALL_MS = 2000;
/**
 * With so much ready the picture goes on. Chromium asks for more after each stall, up to 3 s, until a seek makes it forget
 * (`AudioRendererAlgorithm`).
 */
const ENOUGH_SEC = 0.4;
/** Seeking exactly to the oldest moment would fall out of the window at once. */
const WINDOW_MARGIN_SEC = 1;

/** Applies the live-edge decisions to a video, unless the viewer chose to be behind. */
export class LiveEdgeFollower {
  private isFollowing = true;
  private state: LiveEdgeState = startFollowing(0);
  private stalledAtMs: number | null = null;
  private extraSec = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly engine: () => AttachedEngine | null,
    private readonly now: () => number = Date.now,
  ) {}

  /** Starts over after a new engine or an interruption; a viewer who was behind is brought to live only with a new engine. */
  restart(): void {
    this.state = startFollowing(this.now(), this.state);
    this.video.preservesPitch = true;
  }

  /** Keeps so much more distance than the stream asks for, for an even picture on an uneven line. */
  keepExtra(sec: number): void {
    this.extraSec = sec;
  }

  tick(): void {
    const position = this.engine()?.position();
    if (!position || this.video.paused || this.video.seeking || this.video.readyState === 0) return;
    if (!this.isFollowing) return this.stayInWindow(position);
    if (!position.isSteerable) return;
    if (this.stalledAtMs !== null && this.isSettled) return this.goOn(position);
    const { state, rate, jumpToSec } = decideLiveEdge(this.state, {
      nowMs: this.now(),
      behindSec: position.edgeSec - this.video.currentTime,
      bufferSec: bufferAhead(this.video),
      holdBackSec: position.holdBackSec + this.extraSec,
    });
    this.state = state;
    if (jumpToSec !== null)
      this.video.currentTime = Math.max(position.startSec, position.edgeSec - jumpToSec);
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  noteWaiting(): void {
    this.stalledAtMs ??= this.video.seeking ? null : this.now();
  }

  noteMoving(): void {
    const stalledAtMs = this.stalledAtMs;
    this.stalledAtMs = null;
    if (stalledAtMs === null || !this.isFollowing || !this.isSettled) return;
    if (this.now() - stalledAtMs < SHORT_STALL_MS) this.state = noteStall(this.state, this.now());
  }

  /** As soon as there is enough again, whether or not the browser thinks so. */
  private goOn(position: LivePosition): void {
    const ahead = bufferAhead(this.video);
    if (ahead < ENOUGH_SEC) return;
    this.noteMoving();
    const atTarget = position.edgeSec - this.distanceSec(position);
    const latest = this.video.currentTime + ahead - ENOUGH_SEC;
    this.video.currentTime = Math.max(this.video.currentTime, Math.min(atTarget, latest));
  }

  /** The viewer paused or went back: from now on the distance is theirs. */
  release(): void {
    this.isFollowing = false;
    this.video.playbackRate = 1;
  }

  /** After a pause or a seek that left the viewer at the edge all the same. */
  followIfLive(): void {
    if (!this.isFollowing && this.isAtEdge()) this.follow();
  }

  seekToLive(): void {
    const position = this.engine()?.position();
    this.follow();
    if (!position) return;
    const distanceSec = this.distanceSec(position);
    // A jump of a few frames would only be a hiccup.
    if (Math.abs(position.edgeSec - distanceSec - this.video.currentTime) < 0.2) return;
    this.video.currentTime = Math.max(position.startSec, position.edgeSec - distanceSec);
  }

  /** More distance than the engine begins with is gone back to at once, not by playing slowly. */
  settle(): void {
    if (this.isFollowing && this.extraSec > 0) this.seekToLive();
  }

  isAtEdge(): boolean {
    const engine = this.engine();
    if (engine?.isInstant) return true;
    const position = engine?.position();
    if (!position) return this.isFollowing;
    return position.edgeSec - this.video.currentTime < this.distanceSec(position) + LIVE_TOLERANCE_SEC;
  }

  private get isSettled(): boolean {
    return this.now() - this.state.followingSinceMs > SHORT_STALL_MS;
  }

  private distanceSec({ holdBackSec }: LivePosition): number {
    return holdBackSec + this.state.marginSec + this.extraSec;
  }

  private follow(): void {
    this.isFollowing = true;
    this.restart();
  }

  private stayInWindow(position: LivePosition): void {
    if (this.video.currentTime < position.startSec) {
      this.video.currentTime = Math.min(position.startSec + WINDOW_MARGIN_SEC, position.edgeSec);
    }
  }
}
