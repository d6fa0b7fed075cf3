import type { LadderRung, StreamSettings } from "../../lib/wire/stream-settings";
import type { StreamNotice } from "../../lib/wire/stream-state";
import type { Log } from "../log";
import type { FrameTap, VideoConfig, VideoFrame } from "../media";
import type { PackagedPart, RunStart } from "../packaging/packager-output";
import type { SourceOutput } from "../streams/source-output";
import { canMakeRenditions, type Ffmpeg } from "./find-ffmpeg";
import { FirstFrames } from "./first-frames";
import { FrameSerials } from "./frame-serials";
import { LadderGovernor } from "./ladder-governor";
import { type LadderHost, LadderRenditions } from "./ladder-renditions";
import { LadderRun } from "./ladder-run";
import { estimateCores, type PlannedRung, planRungs } from "./plan-rungs";
import type { TranscodeCapacity } from "./transcode-capacity";

/** What all streams of a server share. */
export interface Transcoding {
  /** Null: there is none on this machine. */
  readonly ffmpeg: Ffmpeg | null;
  readonly capacity: TranscodeCapacity;
  /** Null: unknown. */
  readonly idleCores: () => number | null;
  readonly log: Log;
}

/** What was planned for the publisher that sends now. */
interface Plan {
  readonly source: VideoConfig;
  readonly framesPerSecond: number;
  /** Best first. */
  readonly rungs: readonly PlannedRung[];
}

const TICK_MS = 500;
const ASKS_AGAIN_MS = 2_000;
/** A transcoder that stays away for so long takes its renditions off the list. */
const DOWN_TOO_LONG_MS = 8_000;

/**
 * A stream's further qualities: decides which there are, keeps one transcoder at work on them, gives up the best ones
 * while the machine can't keep up, and brings them back. The source goes its own way, whatever happens here.
 */
export class StreamLadder implements FrameTap, SourceOutput {
  private readonly serials = new FrameSerials();
  private readonly renditions: LadderRenditions;
  private readonly firstFrames = new FirstFrames();
  private readonly run: LadderRun;
  private governor = new LadderGovernor();
  private source: VideoConfig | null = null;
  private plan: Plan | null = null;
  /** How many of the plan's rungs run: the lowest ones. */
  private active = 0;
  private notice: StreamNotice | null = null;
  private asksAgainAtMs = Number.NEGATIVE_INFINITY;
  private ticker: NodeJS.Timeout | null = null;

  constructor(
    private readonly host: LadderHost,
    private readonly shared: Transcoding,
    private ladder: readonly LadderRung[],
  ) {
    this.renditions = new LadderRenditions(host, this.serials);
    this.run = new LadderRun({
      streamId: host.streamId,
      ...shared,
      serials: this.serials,
      frame: (name, frame) => this.renditions.frame(name, frame),
      failed: () => this.renditions.abandon(),
    });
  }

  /** What is shed, refused or down is not made. */
  get renditionsInWork(): number {
    return this.run.renditionsInWork;
  }

  /** A changed ladder holds from the next publisher on. */
  apply(settings: StreamSettings): void {
    this.ladder = settings.ladder;
  }

  notices(): StreamNotice[] {
    return this.notice ? [this.notice] : [];
  }

  videoConfig(config: VideoConfig): void {
    const before = this.source;
    if (before?.decoderConfig.equals(config.decoderConfig)) return;
    this.source = config;
    if (!before) return;
    this.run.finish();
    if (before.width !== config.width || before.height !== config.height) this.plan = null;
    else if (this.plan) this.plan = { ...this.plan, source: config };
  }

  audioConfig(): void {}

  audio(): void {}

  video(frame: VideoFrame): void {
    const { source, plan } = this;
    // Numbered as they come, also those that nobody transcodes.
    this.serials.of(frame.data);
    if (!source) return;
    if (!plan) return this.gather(frame, source);
    if (frame.isKeyFrame) this.resume(plan);
    this.run.feed(frame);
  }

  unsupported(kind: "video" | "audio"): void {
    if (kind === "video") this.forgetPublisher();
  }

  interrupted(): void {
    this.forgetPublisher();
  }

  startRun(run: RunStart): void {
    this.renditions.startRun(run);
    if (!run.tracks.video) this.renditions.show([], 0);
  }

  addPart(part: PackagedPart): void {
    this.renditions.addPart(part);
  }

  endSegment(): void {
    this.renditions.endSegment();
  }

  /** The next run begins with a key frame and its own clock. */
  clockJumped(): void {
    this.run.finish();
    this.firstFrames.reset();
  }

  /** What is on its way through the transcoder still comes out. Idempotent. */
  ended(): void {
    this.forgetPublisher();
    this.stopTicking();
    this.shared.capacity.release(this.host.streamId);
    this.run.whenDone(() => this.renditions.end());
  }

  dispose(): void {
    this.stopTicking();
    this.shared.capacity.release(this.host.streamId);
    this.run.kill();
    for (const name of this.renditions.names) this.renditions.withdraw(name);
  }

  private gather(frame: VideoFrame, source: VideoConfig): void {
    const gathered = this.firstFrames.add(frame);
    if (!gathered || performance.now() < this.asksAgainAtMs) return;
    const { frames, framesPerSecond } = gathered;
    const rungs = planRungs(this.ladder, source, framesPerSecond);
    if (!this.isAllowed({ source, framesPerSecond, rungs })) {
      this.renditions.show([], 0);
      this.asksAgainAtMs = performance.now() + ASKS_AGAIN_MS;
      return;
    }
    this.plan = { source, framesPerSecond, rungs };
    this.active = rungs.length;
    this.governor = new LadderGovernor();
    this.renditions.show(rungs, framesPerSecond);
    if (rungs.length === 0) return;
    this.run.begin(source, rungs);
    for (const first of frames) this.run.feed(first);
    this.ticker ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  private resume(plan: Plan): void {
    const rungs = this.activeRungs();
    this.run.begin(plan.source, rungs);
    if (this.run.isRunning && this.run.downMs < DOWN_TOO_LONG_MS)
      this.renditions.show(rungs, plan.framesPerSecond);
    this.saySheds(plan);
  }

  /** Says in a notice why not. */
  private isAllowed({ source, framesPerSecond, rungs }: Plan): boolean {
    const { ffmpeg, capacity, log } = this.shared;
    const { streamId } = this.host;
    if (rungs.length === 0) {
      capacity.release(streamId);
      this.say(null);
      return true;
    }
    if (!ffmpeg || !canMakeRenditions(ffmpeg)) {
      this.say("transcoder-missing");
      return false;
    }
    const estimate = estimateCores(source, rungs, framesPerSecond);
    if (capacity.admit(streamId, estimate)) {
      this.say(null);
      return true;
    }
    if (this.notice?.code !== "ladder-refused") {
      log.warn(
        { streamId, estimate, used: capacity.usedCores, max: capacity.maxCores },
        "a ladder doesn't fit",
      );
    }
    this.say("ladder-refused");
    return false;
  }

  private tick(): void {
    this.renditions.tick();
    const { plan, run } = this;
    if (!plan || !this.source) return;
    if (run.downMs >= DOWN_TOO_LONG_MS) {
      this.renditions.show([], 0);
      this.saySheds(plan);
    }
    run.watch((cores) => this.shared.capacity.measured(this.host.streamId, cores));
    const next = plan.rungs[plan.rungs.length - this.active - 1];
    const decision = this.governor.decide({
      nowMs: performance.now(),
      lagMs: run.lagMs,
      isDropping: run.isDropping,
      runningRungs: this.active,
      wantedRungs: plan.rungs.length,
      idleCores: this.shared.idleCores(),
      nextRungCores: next ? this.cost(plan, [next]) : 0,
    });
    if (decision === "shed") this.change(plan, this.active - 1);
    if (decision === "restore") this.change(plan, this.active + 1);
  }

  private change(plan: Plan, active: number): void {
    const { capacity, log } = this.shared;
    const { streamId } = this.host;
    const rungs = plan.rungs.slice(plan.rungs.length - active);
    const isMore = active > this.active;
    if (isMore && !capacity.admit(streamId, this.cost(plan, rungs))) return;
    if (!isMore) capacity.shrink(streamId, active === 0 ? 0 : this.cost(plan, rungs));
    this.active = active;
    const shed = plan.rungs.slice(0, plan.rungs.length - active).map(({ name }) => name);
    log.warn(
      { streamId, lagMs: Math.round(this.run.lagMs), shed },
      isMore ? "qualities are back" : "qualities were shed",
    );
    this.renditions.show(rungs, plan.framesPerSecond);
    this.saySheds(plan);
    this.run.renew();
  }

  private saySheds({ rungs }: Plan): void {
    const shown = new Set(this.renditions.names);
    const shed = rungs.map(({ name }) => name).filter((name) => !shown.has(name));
    this.say(shed.length > 0 ? "renditions-shed" : null, { renditions: shed.join(", ").slice(0, 64) });
  }

  private activeRungs(): readonly PlannedRung[] {
    return this.plan ? this.plan.rungs.slice(this.plan.rungs.length - this.active) : [];
  }

  private cost({ source, framesPerSecond }: Plan, rungs: readonly PlannedRung[]): number {
    return estimateCores(source, rungs, framesPerSecond);
  }

  private say(code: StreamNotice["code"] | null, details: StreamNotice["details"] = {}): void {
    const since = this.notice?.code === code ? this.notice.since : this.host.now();
    this.notice = code && { code, since, details };
  }

  private forgetPublisher(): void {
    this.run.finish();
    this.source = null;
    this.plan = null;
    this.firstFrames.reset();
  }

  private stopTicking(): void {
    if (this.ticker) clearInterval(this.ticker);
    this.ticker = null;
  }
}
