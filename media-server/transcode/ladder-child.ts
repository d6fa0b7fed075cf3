import { flvHeader, videoConfigTag, videoTag } from "../flv/flv-tag";
import { parseAvcConfig } from "../ingest/codecs/avc";
import { parseFlvVideo } from "../ingest/codecs/flv-video";
import { MediaFormatError } from "../ingest/codecs/media-format-error";
import type { VideoConfig, VideoFrame } from "../media";
import { FfmpegChild, type FfmpegExit } from "./ffmpeg-child";
import type { Ffmpeg } from "./find-ffmpeg";
import { FlvReader, type FlvTag } from "./flv-reader";
import { ladderArguments } from "./ladder-arguments";
import type { PlannedRung } from "./plan-rungs";

/** A picture of a rendition. */
export interface TranscodedFrame {
  /** The source's frame that it shows; null when its time is that of none. */
  readonly serial: number | null;
  /** On the source encoder's clock. */
  readonly ptsMs: number;
  readonly isKeyFrame: boolean;
  readonly data: Buffer;
  readonly config: VideoConfig;
}

export interface LadderChildOptions {
  readonly ffmpeg: Ffmpeg;
  readonly rungs: readonly PlannedRung[];
  readonly source: VideoConfig;
  frame(rungName: string, frame: TranscodedFrame): void;
  exited(exit: FfmpegExit): void;
}

interface Fed {
  readonly serial: number;
  readonly atMs: number;
}

/** Above 0: nothing of it ever lies before the beginning. */
const START_MS = 1_000;
/** Past either of these, frames are left out up to the next key frame. */
const MAX_BEHIND_MS = 2_000;
const MAX_QUEUED_BYTES = 4_000_000;
const RESUMES_BEHIND_MS = 500;
/** Frames that may be on their way through it; at 60 frames a second ten seconds. */
const REMEMBERED_FRAMES = 600;

/** One ffmpeg for all renditions of one publisher's video. Takes no more than it can work off, and never makes anybody wait. */
export class LadderChild {
  private readonly child: FfmpegChild;
  private readonly configs = new Map<string, VideoConfig>();
  /** By presentation time on its own clock. */
  private readonly fed = new Map<number, Fed>();
  /** The newest source frame that each rung has given back. */
  private readonly reached = new Map<string, Fed>();
  private baseMs: number | null = null;
  private lastDtsMs = 0;
  private firstFedAtMs = 0;
  private newestFedAtMs = 0;
  private droppingSinceMs: number | null = null;

  constructor(private readonly options: LadderChildOptions) {
    const { ffmpeg, rungs, source } = options;
    const readers = rungs.map(({ name }) => new FlvReader((tag) => this.take(name, tag)));
    this.child = new FfmpegChild({
      ffmpeg,
      args: ladderArguments(ffmpeg, rungs),
      outputs: rungs.length,
      output: (index, chunk) => readers[index]?.push(chunk),
      exited: options.exited,
    });
    this.child.write([flvHeader({ hasVideo: true, hasAudio: false }), ...videoConfigTag(source, START_MS)]);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** How far the slowest rung is behind what was put in, in ms of the wall clock. */
  get lagMs(): number {
    const reachedAtMs = this.least(({ atMs }) => atMs, this.firstFedAtMs);
    return Math.max(0, this.newestFedAtMs - reachedAtMs);
  }

  /** The newest source frame that all rungs have given back. */
  get reachedSerial(): number {
    return this.least(({ serial }) => serial, 0);
  }

  /** For how long frames have been left out, in ms; 0 while they are taken. */
  droppingMs(nowMs: number): number {
    return this.droppingSinceMs === null ? 0 : nowMs - this.droppingSinceMs;
  }

  /** The first one has to be a key frame. `nowMs`: monotonic. */
  feed(frame: VideoFrame, serial: number, nowMs: number): void {
    if (!this.hasRoom(frame, nowMs)) return;
    if (this.baseMs === null) {
      this.baseMs = frame.dtsMs;
      this.firstFedAtMs = nowMs;
    }
    // Two frames at one time would be one too many for the encoder.
    const dtsMs = Math.max(frame.dtsMs - this.baseMs + START_MS, this.lastDtsMs + 1);
    this.lastDtsMs = dtsMs;
    this.newestFedAtMs = nowMs;
    this.fed.set(dtsMs + frame.compositionOffsetMs, { serial, atMs: nowMs });
    if (this.fed.size > REMEMBERED_FRAMES) this.forgetOldest();
    this.child.write(videoTag(frame, dtsMs));
  }

  /** Nothing more will be put in; what it has still comes out. */
  finish(): void {
    this.child.finish();
  }

  kill(): void {
    this.child.kill();
  }

  /** See `FfmpegChild.crash`. */
  crash(): void {
    this.child.crash();
  }

  private hasRoom(frame: VideoFrame, nowMs: number): boolean {
    if (this.droppingSinceMs === null) {
      if (this.lagMs <= MAX_BEHIND_MS && this.child.queuedBytes <= MAX_QUEUED_BYTES) return true;
      this.droppingSinceMs = nowMs;
      return false;
    }
    if (!frame.isKeyFrame || this.lagMs > RESUMES_BEHIND_MS) return false;
    this.droppingSinceMs = null;
    return true;
  }

  private take(rungName: string, { kind, timestampMs, body }: FlvTag): void {
    if (kind !== "video") return;
    const tag = parseFlvVideo(body);
    if (tag.kind === "config") this.takeConfig(rungName, tag.record);
    const config = this.configs.get(rungName);
    if (tag.kind !== "frame" || !config) return;
    const pts = timestampMs + tag.compositionOffsetMs;
    const fed = this.fed.get(pts);
    if (fed && fed.serial > (this.reached.get(rungName)?.serial ?? 0)) this.reached.set(rungName, fed);
    const { isKeyFrame, data } = tag;
    const ptsMs = pts - START_MS + (this.baseMs ?? 0);
    this.options.frame(rungName, { serial: fed?.serial ?? null, ptsMs, isKeyFrame, data, config });
  }

  private takeConfig(rungName: string, record: Buffer): void {
    try {
      const { limitedSupport: _, ...config } = parseAvcConfig(record);
      this.configs.set(rungName, config);
    } catch (error) {
      if (!(error instanceof MediaFormatError)) throw error;
      this.crash();
    }
  }

  private least(of: (fed: Fed) => number, atStart: number): number {
    const values = this.options.rungs.map(({ name }) => {
      const fed = this.reached.get(name);
      return fed ? of(fed) : atStart;
    });
    return Math.min(...values);
  }

  private forgetOldest(): void {
    const [oldest] = this.fed.keys();
    if (oldest !== undefined) this.fed.delete(oldest);
  }
}
