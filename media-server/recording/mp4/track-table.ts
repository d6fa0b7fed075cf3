import { box, fullBox, u16, u32 } from "../../packaging/box";
import type { ReadRun } from "../read-fragments";
import { NumberList, RunLengths } from "./number-list";
import type { InitTrack } from "./read-init";

/** Movie time, in units per second. */
export const MOVIE_TIMESCALE = 1000;

/** More than all boxes of a `trak` take besides its tables. */
const HEADS_BYTES = 1_000;
const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** Collects one track's samples in order, and writes them down as the tables of a `moov` (ISO 14496-12 §8). */
export class TrackTable {
  readonly handler: InitTrack["handler"];
  readonly timescale: number;
  private readonly entries: Buffer[] = [];
  private readonly durations = new RunLengths();
  private readonly offsets = new RunLengths();
  private readonly sizes = new NumberList();
  private readonly keyFrames = new NumberList();
  private readonly chunks = new NumberList();
  /** First chunk, samples in each, description: for every change. */
  private readonly chunkRuns: number[] = [];
  private lastChunk = { samples: -1, description: -1 };
  /** Decoding time of the first sample and of the last, in the track's units. */
  private firstAt: number | null = null;
  private lastAt = 0;
  private lastDuration = 0;
  /** When the last picture or sound has been presented. */
  private presentedAt = 0;
  private firstOffset = 0;
  private hasOffsets = false;
  private description = 1;
  /** Everything of the sample table but the positions. */
  private readonly tables: Buffer[] = [];

  constructor(
    private readonly id: number,
    private readonly first: InitTrack,
  ) {
    this.handler = first.handler;
    this.timescale = first.timescale;
  }

  get sampleCount(): number {
    return this.sizes.length;
  }

  /** Whether samples of this kind can stand in the same track. */
  takes(track: InitTrack): boolean {
    return track.handler === this.handler && track.format === this.first.format;
  }

  /** The samples that follow are of this description. */
  describe({ entry }: InitTrack): void {
    const known = this.entries.findIndex((one) => one.equals(entry));
    this.description = known >= 0 ? known + 1 : this.entries.push(entry);
  }

  /** Seconds at which the first picture or sound is presented. */
  get startsAtSeconds(): number {
    return ((this.firstAt ?? 0) + this.firstOffset) / this.timescale;
  }

  /** A fragment's samples: `at` in seconds of the movie, `position` in the media data, in bytes; `scale` is the run's own. */
  add(run: ReadRun, { at, position, scale }: { at: number; position: number; scale: number }): void {
    if (run.count === 0) return;
    const ratio = this.timescale / scale;
    let units = 0;
    for (let index = 0; index < run.count; index++) {
      const wished = Math.round(at * this.timescale + units * ratio);
      this.addSample(run, index, Math.max(wished, this.sizes.length > 0 ? this.lastAt + 1 : 0), ratio);
      units += run.durationOf(index);
    }
    this.chunks.push(position);
    this.noteChunk(run.count);
  }

  /** The last sample is in; before the track is written down. Long tables take a while: others get their turn between them. */
  async finish(): Promise<void> {
    this.durations.push(this.lastDuration);
    const durations = this.durations.toTable();
    const make = [
      () => fullBox("stsd", 0, 0, u32(this.entries.length), ...this.entries),
      () => fullBox("stts", 0, 0, u32(durations.count), durations.bytes),
      () => fullBox("stsc", 0, 0, u32(this.chunkRuns.length / 3, ...this.chunkRuns)),
      () => fullBox("stsz", 0, 0, u32(0, this.sizes.length), this.sizes.toU32()),
    ];
    const offsets = this.offsets.toTable();
    if (this.hasOffsets) make.push(() => fullBox("ctts", 1, 0, u32(offsets.count), offsets.bytes));
    if (this.handler === "vide")
      make.push(() => fullBox("stss", 0, 0, u32(this.keyFrames.length), this.keyFrames.toU32()));
    for (const one of make) {
      this.tables.push(one());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** The `trak` box is not larger than this. After `finish`. */
  get mostBytes(): number {
    return this.tables.reduce((sum, table) => sum + table.length, this.chunks.length * 8 + HEADS_BYTES);
  }

  /** In movie units. `zero`: seconds that become the movie's beginning. */
  durationIn(zero: number): number {
    return Math.max(0, Math.round((this.presentedAt / this.timescale - zero) * MOVIE_TIMESCALE));
  }

  /** The `trak` box; positions of media data are shifted by `dataAt`. */
  trak(zero: number, dataAt: number): Buffer {
    const duration = this.durationIn(zero);
    const { width, height } = this.first;
    const isVideo = this.handler === "vide";
    const tkhd = fullBox(
      "tkhd",
      0,
      7,
      u32(0, 0, this.id, 0, duration, 0, 0),
      u16(0, 0, isVideo ? 0 : 0x0100, 0),
      MATRIX,
      u32(width, height),
    );
    const mediaUnits = BigInt(this.lastAt + this.lastDuration - (this.firstAt ?? 0));
    const times = Buffer.alloc(28);
    times.writeUInt32BE(this.timescale, 16);
    times.writeBigUInt64BE(mediaUnits, 20);
    const mdhd = fullBox("mdhd", 1, 0, times, u16(0x55c4, 0));
    const hdlr = fullBox("hdlr", 0, 0, u32(0), Buffer.from(this.handler), Buffer.alloc(13));
    const header = isVideo ? fullBox("vmhd", 0, 1, Buffer.alloc(8)) : fullBox("smhd", 0, 0, u32(0));
    const dinf = box("dinf", fullBox("dref", 0, 0, u32(1), fullBox("url ", 0, 1)));
    const minf = box("minf", header, dinf, this.stbl(dataAt));
    return box("trak", tkhd, ...this.edits(zero, duration), box("mdia", mdhd, hdlr, minf));
  }

  private addSample(run: ReadRun, index: number, at: number, ratio: number): void {
    if (this.firstAt === null) this.firstAt = at;
    else this.durations.push(at - this.lastAt);
    const offset = Math.round(run.offsetOf(index) * ratio);
    if (this.sizes.length === 0) this.firstOffset = offset;
    if (offset !== 0) this.hasOffsets = true;
    this.offsets.push(offset);
    this.sizes.push(run.sizeOf(index));
    if (this.handler === "vide" && run.isKeyFrame(index)) this.keyFrames.push(this.sizes.length);
    this.lastAt = at;
    this.lastDuration = Math.max(1, Math.round(run.durationOf(index) * ratio));
    this.presentedAt = Math.max(this.presentedAt, at + offset + this.lastDuration);
  }

  private noteChunk(samples: number): void {
    const { description } = this;
    if (samples === this.lastChunk.samples && description === this.lastChunk.description) return;
    this.lastChunk = { samples, description };
    this.chunkRuns.push(this.chunks.length, samples, description);
  }

  /** Where the track begins in the movie (§8.6.6): later than it, or with its first picture's delay taken away. */
  private edits(zero: number, duration: number): Buffer[] {
    const late = Math.round((this.firstAt ?? 0) - zero * this.timescale);
    if (late === 0) return [];
    if (late < 0) return [box("edts", fullBox("elst", 0, 0, u32(1, duration, -late, 0x10000)))];
    const empty = Math.round((late / this.timescale) * MOVIE_TIMESCALE);
    const rest = Math.max(0, duration - empty);
    return [box("edts", fullBox("elst", 0, 0, u32(2, empty, 0xffffffff, 0x10000, rest, 0, 0x10000)))];
  }

  private stbl(dataAt: number): Buffer {
    const chunks = fullBox("co64", 0, 0, u32(this.chunks.length), this.chunks.toU64(dataAt));
    return box("stbl", ...this.tables, chunks);
  }
}
