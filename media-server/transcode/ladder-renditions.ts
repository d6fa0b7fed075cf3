import type { AudioConfig } from "../media";
import type { PackagedPart, PackagerOutput, RunStart } from "../packaging/packager-output";
import type { Rendition } from "../packaging/rendition";
import type { FrameSerials } from "./frame-serials";
import type { TranscodedFrame } from "./ladder-child";
import type { PlannedRung } from "./plan-rungs";
import { type PartPlace, RenditionMirror } from "./rendition-mirror";

/** The stream that gets more qualities. */
export interface LadderHost {
  readonly streamId: string;
  readonly source: Rendition;
  /** By name as in the path. What is added here can be watched. */
  readonly renditions: Map<string, Rendition>;
  createRendition(): Rendition;
  /** Epoch ms. */
  now(): number;
}

/** For the listing of a rendition before its first part, in kbit/s. */
const ASSUMED_AUDIO_KBPS = 160;
const PEAK_OVER_AVERAGE = 1.3;

/** The renditions that a stream's transcoder fills, and what they must know of the source. */
export class LadderRenditions implements PackagerOutput {
  private readonly mirrors = new Map<string, RenditionMirror>();
  private audio: AudioConfig | null = null;
  private hasRun = false;
  /** The source's open segment, for those who join within it. */
  private segment: { part: PackagedPart; place: PartPlace }[] = [];

  constructor(
    private readonly host: LadderHost,
    private readonly serials: FrameSerials,
  ) {}

  get names(): string[] {
    return [...this.mirrors.keys()];
  }

  /** Exactly these from now on; best first. New ones are listed at once and playable soon. */
  show(rungs: readonly PlannedRung[], framesPerSecond: number): void {
    const wanted = new Set(rungs.map(({ name }) => name));
    for (const name of this.names) if (!wanted.has(name)) this.withdraw(name);
    for (const rung of rungs) if (!this.mirrors.has(rung.name)) this.add(rung, framesPerSecond);
  }

  /** Whoever watches it is told at once that it is gone, and goes on with another. */
  withdraw(name: string): void {
    this.mirrors.delete(name);
    this.host.renditions.get(name)?.clear();
    this.host.renditions.delete(name);
  }

  startRun({ tracks }: RunStart): void {
    this.hasRun = true;
    this.audio = tracks.audio;
    this.segment = [];
    for (const mirror of this.mirrors.values()) mirror.startRun(tracks.audio);
  }

  addPart(part: PackagedPart): void {
    const { window } = this.host.source;
    const opensSegment = window.open?.parts.length === 1;
    const place = { msn: window.lastMsn, discontinuity: window.newestDiscontinuity, opensSegment };
    if (opensSegment) this.segment = [];
    this.segment.push({ part, place });
    for (const mirror of this.mirrors.values()) mirror.addPart(part, place);
  }

  endSegment(): void {
    this.segment = [];
    for (const mirror of this.mirrors.values()) mirror.endSegment();
  }

  clockJumped(): void {}

  frame(name: string, frame: TranscodedFrame): void {
    this.mirrors.get(name)?.addFrame(frame);
  }

  tick(): void {
    for (const mirror of this.mirrors.values()) mirror.tick();
  }

  abandon(): void {
    for (const mirror of this.mirrors.values()) mirror.abandon();
  }

  /** Nothing more will come. */
  end(): void {
    this.abandon();
    this.segment = [];
    for (const name of this.names) this.host.renditions.get(name)?.end(this.host.now());
  }

  private add(rung: PlannedRung, framesPerSecond: number): void {
    const { host } = this;
    const rendition = host.createRendition();
    const kbps = rung.videoKbps + ASSUMED_AUDIO_KBPS;
    const { width, height, codecString } = rung;
    rendition.expect({
      tracks: {
        video: { codec: "h264", codecString, width, height, decoderConfig: Buffer.alloc(0) },
        audio: this.audio,
      },
      averageBandwidth: kbps * 1000,
      peakBandwidth: kbps * 1000 * PEAK_OVER_AVERAGE,
      frameRate: Math.round(framesPerSecond),
    });
    host.renditions.set(rung.name, rendition);
    const mirror = new RenditionMirror(rendition, (data) => this.serials.of(data), host.now);
    this.mirrors.set(rung.name, mirror);
    if (!this.hasRun) return;
    mirror.startRun(this.audio);
    for (const { part, place } of this.segment) mirror.addPart(part, place);
  }
}
