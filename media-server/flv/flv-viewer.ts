import type { FlvOpening } from "./flv-muxer";
import type { FlvContents } from "./flv-tag";

/** A standing connection to one viewer, whatever its protocol. */
export interface FlvOutlet {
  /** Bytes that were written and not yet taken by the network. */
  readonly backlog: number;
  write(chunks: readonly Buffer[]): void;
  /** Whatever was written still goes out. */
  end(): void;
  /** Nothing more goes out. */
  destroy(): void;
}

/** Past this a viewer gets nothing more until the next key frame that finds most of it gone. */
const MAX_BACKLOG_BYTES = 2_000_000;
const RESUME_BYTES = 256 * 1024;
/** Whoever falls back for so long is cut off. */
const MAX_SLOW_MS = 20_000;

/** One viewer: what was promised in the header, and whether it keeps up. Holds at most its backlog, of shared bytes. */
export class FlvViewer {
  /** What its file header announced; null before the header. */
  private promised: FlvContents | null = null;
  private state: "waiting" | "playing" | "skipping" = "waiting";
  private allowanceBytes = MAX_BACKLOG_BYTES;
  private slowSinceMs: number | null = null;

  constructor(
    /** The playback token that it came with. */
    readonly token: string | null,
    private readonly outlet: FlvOutlet,
  ) {}

  get isWaiting(): boolean {
    return this.state === "waiting";
  }

  isPromisedOtherThan({ hasVideo, hasAudio }: FlvContents): boolean {
    return (
      this.promised !== null && (this.promised.hasVideo !== hasVideo || this.promised.hasAudio !== hasAudio)
    );
  }

  /** Begins, or goes on after `pause`. */
  start(contents: FlvContents, { header, media }: FlvOpening): void {
    const chunks = this.promised ? media : [...header, ...media];
    this.promised = contents;
    this.state = "playing";
    this.slowSinceMs = null;
    // What is given at once, however much, is not the viewer's slowness.
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.allowanceBytes = MAX_BACKLOG_BYTES + this.outlet.backlog + bytes;
    this.outlet.write(chunks);
  }

  /** The publisher is gone; what comes next begins with `start`. */
  pause(): void {
    this.state = "waiting";
  }

  /** `resumeWith`: what has to precede the chunk for whoever missed something; null when nobody can begin with it. */
  take(chunk: Buffer, resumeWith: readonly Buffer[] | null, nowMs: number): void {
    if (this.state === "waiting") return;
    const { backlog } = this.outlet;
    if (backlog < RESUME_BYTES) this.allowanceBytes = MAX_BACKLOG_BYTES;
    if (this.state === "playing" && backlog <= this.allowanceBytes) return this.outlet.write([chunk]);
    this.state = "skipping";
    this.slowSinceMs ??= nowMs;
    if (backlog < RESUME_BYTES && resumeWith) {
      this.state = "playing";
      this.slowSinceMs = null;
      this.outlet.write([...resumeWith, chunk]);
    } else if (nowMs - this.slowSinceMs > MAX_SLOW_MS) this.outlet.destroy();
  }

  end(): void {
    this.outlet.end();
  }
}
