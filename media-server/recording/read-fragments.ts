/** Units per second of a track, by its id, as its init segment says. */
export type Timescales = ReadonlyMap<number, number>;

export interface ReadBox {
  readonly type: string;
  /** Where the box begins, and how long it is with its head. */
  readonly at: number;
  readonly size: number;
  readonly body: Buffer;
}

/** One track's samples in a fragment. All times in units of the track. */
export interface ReadRun {
  readonly trackId: number;
  readonly decodeTime: number;
  /** From the beginning of its `moof` to the first sample. */
  readonly dataOffset: number;
  readonly count: number;
  durationOf(index: number): number;
  sizeOf(index: number): number;
  /** Presentation minus decoding time. */
  offsetOf(index: number): number;
  isKeyFrame(index: number): boolean;
}

/** Boxes that are there as a whole (ISO 14496-12 §4.2), one level deep; ends quietly at a torn one. */
export function* wholeBoxes(bytes: Buffer): Generator<ReadBox> {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) return;
    const type = bytes.toString("latin1", at + 4, at + 8);
    yield { type, at, size, body: bytes.subarray(at + 8, at + size) };
    at += size;
  }
}

/** The first box along a path of types; null when there is none. */
export function boxAt(bytes: Buffer, ...path: string[]): Buffer | null {
  let found = bytes;
  for (const type of path) {
    const next = [...wholeBoxes(found)].find((box) => box.type === type);
    if (!next) return null;
    found = next.body;
  }
  return found;
}

/** The track runs of a `moof`'s body. What doesn't make sense is left out; never throws. */
export function readMoof(moof: Buffer): ReadRun[] {
  const runs: ReadRun[] = [];
  for (const box of wholeBoxes(moof)) {
    const run = box.type === "traf" ? readTraf(box.body) : null;
    if (run) runs.push(run);
  }
  return runs;
}

/** How long a fragment plays, in ms: its first track's samples, which is the video where there is one. */
export function fragmentMs(moof: Buffer, timescales: Timescales): number {
  const [first] = readMoof(moof);
  const scale = first && timescales.get(first.trackId);
  if (!scale) return 0;
  let units = 0;
  for (let index = 0; index < first.count; index++) units += first.durationOf(index);
  return (units * 1000) / scale;
}

const DURATIONS = 0x100;
const SIZES = 0x200;
const FLAGS = 0x400;
const OFFSETS = 0x800;
const IS_NO_SYNC_SAMPLE = 0x10000;

function readTraf(traf: Buffer): ReadRun | null {
  const head = boxAt(traf, "tfhd");
  const time = boxAt(traf, "tfdt");
  const run = boxAt(traf, "trun");
  if (!head || head.length < 8 || !time || time.length < 12 || !run || run.length < 12) return null;
  const flags = run.readUInt32BE(0) & 0xffffff;
  const count = run.readUInt32BE(4);
  const columns = [DURATIONS, SIZES, FLAGS, OFFSETS].filter((flag) => flags & flag);
  const stride = columns.length * 4;
  // Written by this server's packager: durations and sizes are always there, defaults never used.
  if (!(flags & 1) || !(flags & DURATIONS) || !(flags & SIZES)) return null;
  if (run.length < 12 + count * stride) return null;
  const cell = (index: number, flag: number) => 12 + index * stride + columns.indexOf(flag) * 4;
  return {
    trackId: head.readUInt32BE(4),
    decodeTime: Number(time.readBigUInt64BE(4)),
    dataOffset: run.readInt32BE(8),
    count,
    durationOf: (index) => run.readUInt32BE(cell(index, DURATIONS)),
    sizeOf: (index) => run.readUInt32BE(cell(index, SIZES)),
    offsetOf: (index) => (flags & OFFSETS ? run.readInt32BE(cell(index, OFFSETS)) : 0),
    isKeyFrame: (index) =>
      (flags & FLAGS) === 0 || (run.readUInt32BE(cell(index, FLAGS)) & IS_NO_SYNC_SAMPLE) === 0,
  };
}
