import type { JournalLine, RecordedRun } from "./journal";

export interface RecordedSegment {
  readonly n: number;
  /** Epoch ms of its first frame. */
  readonly wallMs: number;
  readonly durationMs: number;
  readonly bytes: number;
  readonly run: RecordedRun;
  /** It doesn't continue the segment before it. Also true for the first. */
  readonly isDiscontinuity: boolean;
  readonly frameRate: number | null;
  readonly headsAt: number;
  readonly headsBytes: number;
}

type OpenLine = Extract<JournalLine, { t: "open" }>;

/** What a recording consists of, made of its journal line by line. */
export class Timeline {
  readonly segments: RecordedSegment[] = [];
  /** By the name of the init segment. */
  readonly runs = new Map<string, RecordedRun>();
  durationMs = 0;
  /** Of segments, init segments and heads. */
  bytes = 0;
  /** Begun and not yet closed. */
  open: OpenLine | null = null;
  run: RecordedRun | null = null;
  private lastNumber = -1;
  private isGapDue = true;

  constructor(lines: readonly JournalLine[] = []) {
    for (const line of lines) this.apply(line);
  }

  /** Number for the next segment, past any that was ever begun. */
  nextNumber(first: number): number {
    return Math.max(first, this.lastNumber + 1);
  }

  /** End of the heads of all whole segments, in bytes. */
  get headsEnd(): number {
    const last = this.segments.at(-1);
    return last ? last.headsAt + last.headsBytes : 0;
  }

  /** The whole segment of this number. */
  find(n: number): RecordedSegment | undefined {
    let [low, high] = [0, this.segments.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (!segment || segment.n === n) return segment;
      if (segment.n < n) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  apply(line: JournalLine): void {
    if (line.t === "run") this.startRun(line);
    else if (line.t === "open") this.openSegment(line);
    else if (line.t === "close") this.closeSegment(line);
    else this.drop(line.n);
  }

  private startRun(line: RecordedRun): void {
    if (!this.runs.has(line.init)) this.bytes += line.bytes;
    this.runs.set(line.init, line);
    this.run = line;
  }

  private openSegment(line: OpenLine): void {
    // One that was begun and never closed is lost, and with it the continuity.
    if (this.open) this.isGapDue = true;
    this.open = line;
    this.lastNumber = Math.max(this.lastNumber, line.n);
  }

  private closeSegment(line: Extract<JournalLine, { t: "close" }>): void {
    const { open, run } = this;
    if (!open || !run || open.n !== line.n) return;
    this.open = null;
    this.segments.push({
      n: line.n,
      wallMs: open.wallMs,
      durationMs: line.ms,
      bytes: line.bytes,
      run,
      isDiscontinuity: open.gap || this.isGapDue,
      frameRate: open.frameRate,
      headsAt: line.at,
      headsBytes: line.heads,
    });
    this.isGapDue = false;
    this.durationMs += line.ms;
    this.bytes += line.bytes + line.heads;
  }

  private drop(n: number): void {
    const index = this.segments.findIndex((segment) => segment.n === n);
    const [gone] = index < 0 ? [] : this.segments.splice(index, 1);
    if (!gone) return;
    this.durationMs -= gone.durationMs;
    this.bytes -= gone.bytes + gone.headsBytes;
    const next = this.segments[index];
    if (next) this.segments[index] = { ...next, isDiscontinuity: true };
    else this.isGapDue = true;
  }
}
