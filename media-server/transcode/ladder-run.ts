import type { Log } from "../log";
import type { VideoConfig, VideoFrame } from "../media";
import type { Ffmpeg } from "./find-ffmpeg";
import type { FrameSerials } from "./frame-serials";
import { LadderChild, type TranscodedFrame } from "./ladder-child";
import type { PlannedRung } from "./plan-rungs";
import { processSeconds } from "./processor-time";
import { RecentFrames } from "./recent-frames";
import { RestartDelay } from "./restart-delay";

export interface LadderRunOptions {
  readonly streamId: string;
  readonly ffmpeg: Ffmpeg | null;
  readonly log: Log;
  readonly serials: FrameSerials;
  frame(rungName: string, frame: TranscodedFrame): void;
  /** The transcoder ended by itself: nothing comes for what it had been given. */
  failed(): void;
}

/** A child, and what it has given out while one before it was not done yet. */
interface Turn {
  readonly child: LadderChild;
  held: { name: string; frame: TranscodedFrame }[];
  hasLeft: boolean;
}

/** After leaving frames out for so long without a break, a child counts as hung. */
const HUNG_AFTER_MS = 10_000;
const MEASURED_EVERY_MS = 2_000;

/** One transcoder after another for one stream, each beginning where the last one ended, their pictures in order. */
export class LadderRun {
  private current: Turn | null = null;
  /** Children that still have pictures to give, in their order: only the first one's go out. */
  private line: Turn[] = [];
  private isRenewalDue = false;
  /** What the child at work was started with. */
  private task: { source: VideoConfig; rungs: readonly PlannedRung[] } | null = null;
  private readonly recent = new RecentFrames();
  private readonly delay = new RestartDelay();
  private downSinceMs: number | null = null;
  private measured: { pid: number; seconds: number; atMs: number } | null = null;
  private whenAllLeft: (() => void) | null = null;

  constructor(private readonly options: LadderRunOptions) {}

  /** How far the slowest rendition is behind, in ms. */
  get lagMs(): number {
    return this.current?.child.lagMs ?? 0;
  }

  /** Of the process at work; undefined while none is. */
  get pid(): number | undefined {
    return this.current?.child.pid;
  }

  /** That the child at work makes; one before it that only gives out the rest counts no more. */
  get renditionsInWork(): number {
    return this.current?.child.pid === undefined ? 0 : (this.task?.rungs.length ?? 0);
  }

  get isRunning(): boolean {
    return this.current !== null;
  }

  /** Frames are left out because too many wait. */
  get isDropping(): boolean {
    return (this.current?.child.droppingMs(performance.now()) ?? 0) > 0;
  }

  /** For how long nothing has come out since it ended by itself, in ms; 0 while all is well. */
  get downMs(): number {
    return this.downSinceMs === null ? 0 : performance.now() - this.downSinceMs;
  }

  /** At a key frame: a child for these rungs, unless one is at work that need not be renewed. */
  begin(source: VideoConfig, rungs: readonly PlannedRung[]): void {
    if (this.isRenewalDue) this.finish();
    const { ffmpeg } = this.options;
    const nowMs = performance.now();
    this.recent.settle(this.current?.child.reachedSerial ?? Number.POSITIVE_INFINITY);
    if (this.current || rungs.length === 0 || !ffmpeg || !this.delay.mayStart(nowMs)) return;
    this.delay.noteStart(nowMs);
    this.task = { source, rungs };
    const turn: Turn = {
      held: [],
      hasLeft: false,
      child: new LadderChild({
        ffmpeg,
        rungs,
        source,
        frame: (name, frame) => this.deliver(turn, name, frame),
        exited: ({ isWanted, complaint }) => this.left(turn, isWanted, complaint),
      }),
    };
    this.current = turn;
    this.line.push(turn);
  }

  feed(frame: VideoFrame): void {
    if (!this.current) return;
    const serial = this.options.serials.of(frame.data);
    this.recent.add(frame, serial);
    this.current.child.feed(frame, serial, performance.now());
  }

  /** Another child takes over at the next key frame. */
  renew(): void {
    this.isRenewalDue = true;
  }

  /** What it has still comes out. */
  finish(): void {
    this.isRenewalDue = false;
    this.downSinceMs = null;
    this.task = null;
    this.recent.clear();
    if (!this.current) return;
    this.current.child.finish();
    this.current = null;
  }

  /** Calls back when all pictures are out, at once when nothing is at work. */
  whenDone(callback: () => void): void {
    this.whenAllLeft = callback;
    this.settle();
  }

  kill(): void {
    this.whenAllLeft = null;
    this.current = null;
    for (const { child } of this.line) child.kill();
  }

  /** To be called now and then: measures the child in cores, and ends one that hangs. */
  watch(measure: (cores: number) => void): void {
    const child = this.current?.child;
    const nowMs = performance.now();
    if (!child?.pid) return;
    if (child.droppingMs(nowMs) > HUNG_AFTER_MS) return child.crash();
    const last = this.measured;
    if (last?.pid === child.pid && nowMs - last.atMs < MEASURED_EVERY_MS) return;
    const seconds = processSeconds(child.pid);
    if (seconds === null) return;
    if (last?.pid === child.pid) measure(((seconds - last.seconds) * 1000) / (nowMs - last.atMs));
    this.measured = { pid: child.pid, seconds, atMs: nowMs };
  }

  private deliver(turn: Turn, name: string, frame: TranscodedFrame): void {
    this.downSinceMs = null;
    if (this.line[0] === turn) this.options.frame(name, frame);
    else turn.held.push({ name, frame });
  }

  private left(turn: Turn, isWanted: boolean, complaint: string): void {
    const { options } = this;
    turn.hasLeft = true;
    if (this.current === turn) {
      this.current = null;
      this.downSinceMs ??= performance.now();
      this.delay.noteFailure(performance.now());
      options.log.warn({ streamId: options.streamId, complaint }, "a transcode ended and is started again");
      if (!this.repeat()) options.failed();
    } else if (!isWanted)
      options.log.warn({ streamId: options.streamId, complaint }, "a transcode broke off");
    this.settle();
  }

  /** A new child catches up from a key frame that came out, so that nothing is missing; false when that can't be. */
  private repeat(): boolean {
    const { task } = this;
    const frames = this.recent.take();
    if (!task || frames.length === 0 || !this.delay.mayStart(performance.now())) return false;
    this.begin(task.source, task.rungs);
    for (const frame of frames) this.feed(frame);
    return this.isRunning;
  }

  /** Whoever's turn it is now gives out what it held back. */
  private settle(): void {
    while (this.line[0]?.hasLeft) {
      this.line.shift();
      const held = this.line[0]?.held.splice(0) ?? [];
      for (const { name, frame } of held) this.options.frame(name, frame);
    }
    if (this.line.length > 0) return;
    this.whenAllLeft?.();
    this.whenAllLeft = null;
  }
}
