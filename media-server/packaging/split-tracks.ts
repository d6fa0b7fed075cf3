import { box } from "./box";
import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from "./fragment";

export type TrackKind = "video" | "audio";

const TRACK_IDS: Record<TrackKind, number> = { video: VIDEO_TRACK_ID, audio: AUDIO_TRACK_ID };
const BOX_HEAD = 8;
/** `tfhd` 16 and `tfdt` 20, as `fragment` writes them, then head, version with flags, and count of the `trun`. */
const DATA_OFFSET_IN_TRAF = BOX_HEAD + 16 + 20 + BOX_HEAD + 8;
const TRACK_ID_IN_TRAF = BOX_HEAD + BOX_HEAD + 4;

/**
 * One track of an init segment that `initSegment` made, as an init segment of its own; null when it has no such track.
 * Many DASH players take one track per file only.
 */
export function splitInit(init: Buffer, kind: TrackKind): Buffer | null {
  const id = TRACK_IDS[kind];
  const [ftyp, moov] = boxesOf(init, 0, init.length);
  if (!ftyp || !moov) return null;
  let hasTrack = false;
  const kept = boxesOf(init, moov.at + BOX_HEAD, moov.end).flatMap(({ type, at, end }) => {
    if (type === "trak") {
      // The id stands after version, flags and two times of the `tkhd` that comes first.
      const isWanted = init.readUInt32BE(at + BOX_HEAD + BOX_HEAD + 12) === id;
      hasTrack ||= isWanted;
      return isWanted ? [init.subarray(at, end)] : [];
    }
    return type === "mvex" ? [extendsOf(init.subarray(at, end), id)] : [init.subarray(at, end)];
  });
  return hasTrack ? Buffer.concat([init.subarray(ftyp.at, ftyp.end), box("moov", ...kept)]) : null;
}

/**
 * One track of a fragment that `fragment` made, as a fragment of its own: a new head, and the media as it lies there,
 * uncopied. Empty when the fragment has nothing of the track.
 */
export function splitFragment(part: Buffer, kind: TrackKind): readonly Buffer[] {
  const known = splits[kind].get(part);
  if (known) return known;
  const split = makeSplit(part, kind);
  splits[kind].set(part, split);
  return split;
}

const splits: Record<TrackKind, WeakMap<Buffer, readonly Buffer[]>> = {
  video: new WeakMap(),
  audio: new WeakMap(),
};

function makeSplit(part: Buffer, kind: TrackKind): Buffer[] {
  const [moof] = boxesOf(part, 0, part.length);
  const split = moof && splitHead(part.subarray(0, moof.end), kind, part.length);
  return split ? [split.head, part.subarray(split.from, split.to)] : [];
}

/** One track of a fragment, without its media. */
export interface SplitHead {
  /** Everything that stands before its media. */
  readonly head: Buffer;
  /** Where its media is in the fragment, from a byte to before another. */
  readonly from: number;
  readonly to: number;
}

/** One track of a fragment of so many bytes that begins with this `moof`; null when there is nothing of the track. */
export function splitHead(moof: Buffer, kind: TrackKind, fragmentBytes: number): SplitHead | null {
  const [mfhd, ...trafs] = boxesOf(moof, BOX_HEAD, moof.length);
  const index = trafs.findIndex(({ at }) => moof.readUInt32BE(at + TRACK_ID_IN_TRAF) === TRACK_IDS[kind]);
  const traf = trafs[index];
  if (!mfhd || !traf) return null;
  const next = trafs[index + 1];
  const from = moof.readUInt32BE(traf.at + DATA_OFFSET_IN_TRAF);
  const to = next ? moof.readUInt32BE(next.at + DATA_OFFSET_IN_TRAF) : fragmentBytes;
  const own = Buffer.from(moof.subarray(traf.at, traf.end));
  const moofBytes = BOX_HEAD + (mfhd.end - mfhd.at) + own.length;
  own.writeUInt32BE(moofBytes + BOX_HEAD, DATA_OFFSET_IN_TRAF);
  const mdatHead = Buffer.alloc(BOX_HEAD);
  mdatHead.writeUInt32BE(BOX_HEAD + to - from, 0);
  mdatHead.write("mdat", 4, "latin1");
  return { head: Buffer.concat([box("moof", moof.subarray(mfhd.at, mfhd.end), own), mdatHead]), from, to };
}

function extendsOf(mvex: Buffer, id: number): Buffer {
  const own = boxesOf(mvex, BOX_HEAD, mvex.length)
    .filter(({ at }) => mvex.readUInt32BE(at + BOX_HEAD + 4) === id)
    .map(({ at, end }) => mvex.subarray(at, end));
  return box("mvex", ...own);
}

interface Place {
  readonly type: string;
  readonly at: number;
  readonly end: number;
}

function boxesOf(bytes: Buffer, from: number, to: number): Place[] {
  const places: Place[] = [];
  for (let at = from; at + BOX_HEAD <= to; ) {
    const end = at + Math.max(BOX_HEAD, bytes.readUInt32BE(at));
    places.push({ type: bytes.toString("latin1", at + 4, at + BOX_HEAD), at, end });
    at = end;
  }
  return places;
}
