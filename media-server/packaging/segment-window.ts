import type { ByteBudget } from "./byte-budget";
import type { PackagedPart } from "./packager-output";
import { type Part, partName, type Segment, type StoredFile, segmentName } from "./segment";

/** Dropped segments stay fetchable for players that hold an older playlist. */
const RETIRED_MS = 8_000;
/** However tight memory is, this many segments stay, or nobody could play. */
const MIN_SEGMENTS = 2;

export interface WindowLimits {
  /** How far back viewers may seek. */
  readonly dvrWindowMs: number;
  readonly maxBytes: number;
  readonly budget: ByteBudget;
}

/** The segments of a rendition that viewers can reach, oldest first, bounded in time and in bytes. */
export class SegmentWindow {
  readonly files = new Map<string, StoredFile>();
  readonly complete: Segment[] = [];
  open: Segment | null = null;
  dvrWindowMs: number;
  /** Sequence number of the first segment's discontinuity (RFC 8216bis §4.4.3.3). */
  discontinuitySequence: number;
  private nextMsn: number;
  private initName = "";
  private isDiscontinuityDue = false;
  private retired: { segment: Segment; atMs: number }[] = [];
  private bytes = 0;

  /** `firstMsn` must be higher than any that an earlier run of the server gave this stream. */
  constructor(
    firstMsn: number,
    private readonly limits: WindowLimits,
  ) {
    this.nextMsn = firstMsn;
    // Small on purpose: players keep arrays by this number, and a huge one costs them seconds per part.
    this.discontinuitySequence = 0;
    this.dvrWindowMs = limits.dvrWindowMs;
  }

  /** Number of the newest segment that has anything in it. */
  get lastMsn(): number {
    return this.nextMsn - 1;
  }

  /** Whether anything can be played. */
  get isPlayable(): boolean {
    return this.open !== null || this.complete.length > 0;
  }

  /** The segment that begins at this whole ms of media time, also one that has just left the window. */
  startingAt(startMs: number): Segment | null {
    const isIt = (segment: Segment) => Math.round(segment.startMs) === startMs;
    if (this.open && isIt(this.open)) return this.open;
    return this.complete.findLast(isIt) ?? this.retired.find(({ segment }) => isIt(segment))?.segment ?? null;
  }

  /** Where a window that is still empty begins, beside another one of the same stream. */
  beginAt(msn: number, discontinuitySequence: number): void {
    if (this.isPlayable) return;
    this.nextMsn = msn;
    this.discontinuitySequence = discontinuitySequence;
  }

  /** Discontinuity sequence number of the newest segment. */
  get newestDiscontinuity(): number {
    const { complete, open } = this;
    const own =
      complete.filter((segment) => segment.isDiscontinuity).length + (open?.isDiscontinuity ? 1 : 0);
    return this.discontinuitySequence + own;
  }

  /** The next segment doesn't continue the last one. */
  noteDiscontinuity(): void {
    this.isDiscontinuityDue = this.isPlayable;
  }

  startRun(init: Buffer, isDiscontinuity = true): void {
    if (isDiscontinuity) this.noteDiscontinuity();
    const known = this.files.get(this.initName)?.body[0];
    if (known?.equals(init)) return;
    this.initName = `init-${this.nextMsn}.mp4`;
    this.files.set(this.initName, { body: [init], bytes: init.length });
  }

  addPart(packaged: PackagedPart, nowMs: number): Part {
    const segment = this.open ?? this.openSegment(packaged);
    // One copy: a part is one write per viewer, and the ingest's larger buffers are let go.
    const bytes = Buffer.concat(packaged.body);
    const part = {
      name: partName(segment.msn, segment.parts.length),
      durationMs: packaged.durationMs,
      isIndependent: packaged.isIndependent,
    };
    segment.parts.push(part);
    segment.body.push(bytes);
    segment.durationMs += part.durationMs;
    segment.bytes += bytes.length;
    this.files.set(part.name, { body: [bytes], bytes: bytes.length });
    this.bytes += bytes.length;
    this.limits.budget.take(bytes.length);
    this.trim(nowMs);
    return part;
  }

  /** A part of which nothing can be fetched: the playlist keeps time with those of the other renditions. */
  addGap(gap: Pick<PackagedPart, "durationMs" | "startMs" | "wallMs">, nowMs: number): void {
    const segment = this.open ?? this.openSegment(gap);
    const name = partName(segment.msn, segment.parts.length);
    segment.parts.push({ name, durationMs: gap.durationMs, isIndependent: false, isGap: true });
    segment.durationMs += gap.durationMs;
    segment.hasGap = true;
    this.trim(nowMs);
  }

  endSegment(nowMs: number): void {
    const segment = this.open;
    if (!segment) return;
    this.open = null;
    this.files.set(segmentName(segment.msn), { body: segment.body, bytes: segment.bytes });
    this.complete.push(segment);
    this.trim(nowMs);
  }

  /** What came before the newest key frame can't be had any more, under a name that somebody guesses either. */
  forgetPast(nowMs: number): void {
    const kept = this.open ? 0 : 1;
    for (const segment of this.complete.slice(0, this.complete.length - kept)) this.retire(segment, nowMs);
    for (const { segment } of this.retired.splice(0)) this.forget(segment);
  }

  /** Lets go of everything. */
  clear(): void {
    this.limits.budget.giveBack(this.bytes);
    this.bytes = 0;
    this.files.clear();
    this.complete.length = 0;
    this.retired = [];
    this.open = null;
  }

  /** Name of the file that will hold the next part, if the open segment goes on or if it doesn't. */
  nextPartName(isNewSegment: boolean): string {
    return this.open && !isNewSegment
      ? partName(this.open.msn, this.open.parts.length)
      : partName(this.nextMsn, 0);
  }

  private openSegment({ startMs, wallMs }: Pick<PackagedPart, "startMs" | "wallMs">): Segment {
    const msn = this.nextMsn++;
    const last = this.complete.at(-1);
    const goesOn = last && !this.isDiscontinuityDue && last.initName === this.initName;
    const segment: Segment = {
      msn,
      startMs,
      wallMs,
      stretch: goesOn ? last.stretch : { msn, startMs, wallMs },
      initName: this.initName,
      isDiscontinuity: this.isDiscontinuityDue,
      parts: [],
      body: [],
      durationMs: 0,
      bytes: 0,
    };
    this.isDiscontinuityDue = false;
    this.open = segment;
    return segment;
  }

  private trim(nowMs: number): void {
    let windowMs = this.complete.reduce((sum, segment) => sum + segment.durationMs, 0);
    let [oldest] = this.complete;
    while (oldest && windowMs - oldest.durationMs >= this.dvrWindowMs) {
      windowMs -= oldest.durationMs;
      this.retire(oldest, nowMs);
      [oldest] = this.complete;
    }
    const isTight = () => this.bytes > this.limits.maxBytes || this.limits.budget.isExceeded;
    let [gone] = this.retired;
    while (gone && (nowMs - gone.atMs > RETIRED_MS || isTight())) {
      this.retired.shift();
      this.forget(gone.segment);
      [gone] = this.retired;
    }
    while (oldest && this.complete.length > MIN_SEGMENTS && isTight()) {
      this.retire(oldest, nowMs);
      this.retired.pop();
      this.forget(oldest);
      [oldest] = this.complete;
    }
  }

  private retire(segment: Segment, nowMs: number): void {
    this.complete.shift();
    if (segment.isDiscontinuity) this.discontinuitySequence += 1;
    this.retired.push({ segment, atMs: nowMs });
  }

  private forget(segment: Segment): void {
    this.files.delete(segmentName(segment.msn));
    for (const part of segment.parts) this.files.delete(part.name);
    const next = this.retired[0]?.segment ?? this.complete[0] ?? this.open;
    if (next?.initName !== segment.initName && segment.initName !== this.initName) {
      this.files.delete(segment.initName);
    }
    this.bytes -= segment.bytes;
    this.limits.budget.giveBack(segment.bytes);
  }
}
