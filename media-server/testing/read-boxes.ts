export interface Box {
  readonly type: string;
  readonly body: Buffer;
}

/** The boxes of a buffer, one level deep. Throws when sizes don't add up. */
export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at < bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) throw new Error(`A box at ${at} claims ${size} bytes.`);
    boxes.push({ type: bytes.toString("latin1", at + 4, at + 8), body: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return boxes;
}

/** The first box along a path of types. */
export function findBox(bytes: Buffer, ...path: string[]): Buffer {
  let found = bytes;
  for (const type of path) {
    const box = readBoxes(found).find((candidate) => candidate.type === type);
    if (!box) throw new Error(`There is no ${path.join("/")}.`);
    found = box.body;
  }
  return found;
}

export interface ReadTrack {
  readonly id: number;
  readonly decodeTime: number;
  readonly durations: number[];
  readonly sizes: number[];
  readonly flags: number[];
  readonly compositionOffsets: number[];
  /** The samples' bytes, found by the run's data offset. */
  readonly data: Buffer;
}

/** Reads a `moof` + `mdat` back. */
export function readFragment(bytes: Buffer): ReadTrack[] {
  const [moof, mdat] = readBoxes(bytes);
  if (moof?.type !== "moof" || mdat?.type !== "mdat") throw new Error("This is no fragment.");
  return readBoxes(moof.body)
    .filter((box) => box.type === "traf")
    .map(({ body }) => readTrack(bytes, body));
}

function readTrack(file: Buffer, traf: Buffer): ReadTrack {
  const run = findBox(traf, "trun");
  const runFlags = run.readUInt32BE(0) & 0xffffff;
  const track = {
    durations: [] as number[],
    sizes: [] as number[],
    flags: [] as number[],
    compositionOffsets: [] as number[],
  };
  let at = 12;
  for (let sample = 0; sample < run.readUInt32BE(4); sample++) {
    track.durations.push(run.readUInt32BE(at));
    track.sizes.push(run.readUInt32BE(at + 4));
    at += 8;
    if (!(runFlags & 0x400)) continue;
    track.flags.push(run.readUInt32BE(at));
    track.compositionOffsets.push(run.readInt32BE(at + 4));
    at += 8;
  }
  const offset = run.readInt32BE(8);
  const size = track.sizes.reduce((sum, bytes) => sum + bytes, 0);
  return {
    ...track,
    id: findBox(traf, "tfhd").readUInt32BE(4),
    decodeTime: Number(findBox(traf, "tfdt").readBigUInt64BE(4)),
    data: file.subarray(offset, offset + size),
  };
}
