import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { RunStart } from "../packaging/packager-output";
import { type JournalLine, renderLine } from "./journal";
import type { RecordingFolder } from "./recording-folder";
import { HEADS_FILE, initFile, JOURNAL_FILE, segmentFile } from "./recording-names";
import type { Timeline } from "./timeline";

export interface WritablePart {
  /** `moof` and `mdat`; the first buffer begins with the whole `moof`. */
  readonly body: readonly Buffer[];
  readonly durationMs: number;
  readonly wallMs: number;
  readonly frameRate: number | null;
}

/**
 * Appends to one recording's files. A segment's bytes are on the disk before its closing line is, so that the journal
 * never promises what isn't there; parts of the open segment are found again by their boxes.
 */
export class RecordingWriter {
  private journal: FileHandle | null = null;
  private heads: FileHandle | null = null;
  private segment: { handle: FileHandle; n: number; ms: number; bytes: number; heads: Buffer[] } | null =
    null;
  private isGapDue = true;

  constructor(
    private readonly folder: RecordingFolder,
    readonly timeline: Timeline,
    private readonly firstNumber: number,
  ) {}

  async startRun({ init, tracks }: RunStart): Promise<void> {
    await this.closeSegment();
    this.isGapDue = true;
    const hash = createHash("sha256").update(init).digest("hex");
    if (this.timeline.run?.hash === hash) return;
    const known = [...this.timeline.runs.values()].find((run) => run.hash === hash);
    const name = known?.init ?? initFile(this.timeline.nextNumber(this.firstNumber));
    if (!known) await this.folder.replace(name, init);
    const { video, audio } = tracks;
    await this.note({
      t: "run",
      init: name,
      bytes: init.length,
      hash,
      video: video && { codec: video.codecString, width: video.width, height: video.height },
      audio: audio && { codec: audio.codecString, sampleRate: audio.sampleRate },
    });
  }

  async addPart(part: WritablePart): Promise<void> {
    const segment = this.segment ?? (await this.openSegment(part));
    const { bytesWritten } = await segment.handle.writev(part.body);
    const bytes = part.body.reduce((sum, chunk) => sum + chunk.length, 0);
    // A disk that is full may take a part of it without an error.
    if (bytesWritten < bytes)
      throw Object.assign(new Error("The disk took only a part."), { code: "ENOSPC" });
    const [head] = part.body;
    if (head) segment.heads.push(head.subarray(0, head.readUInt32BE(0)));
    segment.ms += part.durationMs;
    segment.bytes += bytes;
  }

  /** Returns the name of the segment's file; null when none was open. */
  async closeSegment(): Promise<string | null> {
    const { segment } = this;
    if (!segment) return null;
    this.segment = null;
    try {
      await segment.handle.datasync();
    } finally {
      await segment.handle.close();
    }
    const heads = Buffer.concat(segment.heads);
    const at = this.timeline.headsEnd;
    this.heads ??= await this.folder.open(HEADS_FILE, "a");
    await this.heads.appendFile(heads);
    const { n, ms, bytes } = segment;
    await this.note({ t: "close", n, ms, bytes, at, heads: heads.length });
    return segmentFile(n);
  }

  /** Lets go of every file. What was open is left as it is, for a repair. Never throws. */
  async close(): Promise<void> {
    const handles = [this.segment?.handle, this.journal, this.heads];
    this.segment = null;
    this.journal = null;
    this.heads = null;
    await Promise.allSettled(handles.map((handle) => handle?.close()));
  }

  private async openSegment({ wallMs, frameRate }: WritablePart) {
    const n = this.timeline.nextNumber(this.firstNumber);
    const handle = await this.folder.open(segmentFile(n), "w");
    this.segment = { handle, n, ms: 0, bytes: 0, heads: [] };
    await this.note({ t: "open", n, wallMs, frameRate, gap: this.isGapDue });
    this.isGapDue = false;
    return this.segment;
  }

  private async note(line: JournalLine): Promise<void> {
    this.journal ??= await this.folder.open(JOURNAL_FILE, "a");
    await this.journal.appendFile(renderLine(line));
    this.timeline.apply(line);
  }
}
