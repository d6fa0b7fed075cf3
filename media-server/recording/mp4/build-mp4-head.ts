import { box, fullBox, u16, u32 } from "../../packaging/box";
import { readMoof, wholeBoxes } from "../read-fragments";
import type { ReadHeads } from "../read-heads";
import type { RecordedSegment } from "../timeline";
import { type InitTrack, readInit } from "./read-init";
import { MOVIE_TIMESCALE, TrackTable } from "./track-table";

export interface Mp4Source {
  /** As they are to follow each other. */
  readonly segments: readonly RecordedSegment[];
  /** Content of an init segment. Rejects when it is gone. */
  readInit(name: string): Promise<Buffer>;
  readonly readHeads: ReadHeads;
}

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const FTYP = box("ftyp", Buffer.from("isom"), u32(0x200), Buffer.from("isomiso2avc1mp41"));
/** The box that holds all media has a 64-bit size. */
const MDAT_HEAD_BYTES = 16;
/** More than `moov` and `mvhd` take besides the tracks. */
const HEADS_BYTES = 500;

/**
 * Everything of an MP4 file that stands before its media: such a file is this, followed by the segments' files as they
 * are. Their own `moof` boxes lie unread between the samples. Times are joined over gaps and begin at 0. Where the
 * encoder changed to another codec, the one that was used longest is kept; a new picture size stays in.
 */
export async function buildMp4Head(source: Mp4Source): Promise<Buffer> {
  const inits = new Map<string, InitTrack[]>();
  for (const { run } of source.segments) {
    if (!inits.has(run.init)) inits.set(run.init, readInit(await source.readInit(run.init)));
  }
  const tables = mainTracks(source.segments, inits).map((track, index) => new TrackTable(index + 1, track));
  const mediaBytes = await fill(tables, source, inits);
  const filled = tables.filter((table) => table.sampleCount > 0);
  if (filled.length === 0) throw new Error("The recording holds no samples.");
  for (const table of filled) await table.finish();
  const zero = Math.min(...filled.map((table) => table.startsAtSeconds));
  // Where the media begins has to be known before the tables are written: what they don't fill is left free.
  const room = filled.reduce((sum, table) => sum + table.mostBytes, HEADS_BYTES);
  const movie = moov(filled, zero, FTYP.length + room + MDAT_HEAD_BYTES);
  const free = box("free", Buffer.alloc(room - movie.length - 8));
  const mdat = Buffer.alloc(MDAT_HEAD_BYTES);
  mdat.writeUInt32BE(1, 0);
  mdat.write("mdat", 4, "latin1");
  mdat.writeBigUInt64BE(BigInt(mediaBytes + MDAT_HEAD_BYTES), 8);
  return Buffer.concat([FTYP, movie, free, mdat]);
}

/** Reads every fragment's head. Resolves with how many bytes of media there are. */
async function fill(
  tables: readonly TrackTable[],
  source: Mp4Source,
  inits: ReadonlyMap<string, InitTrack[]>,
): Promise<number> {
  let position = 0;
  let cursorSeconds = 0;
  /** Add to a fragment's own time to get the movie's. */
  let shiftSeconds = 0;
  let isNewRun = true;
  for (const segment of source.segments) {
    const tracks = inits.get(segment.run.init) ?? [];
    if (segment.isDiscontinuity) isNewRun = true;
    if (isNewRun) describeAll(tables, tracks);
    let at = position;
    for (const { body, size } of wholeBoxes(await source.readHeads(segment))) {
      let mediaBytes = 0;
      for (const run of readMoof(body)) {
        for (let index = 0; index < run.count; index++) mediaBytes += run.sizeOf(index);
        const track = tracks.find(({ id }) => id === run.trackId);
        if (!track) continue;
        const seconds = run.decodeTime / track.timescale;
        if (isNewRun) shiftSeconds = cursorSeconds - seconds;
        isNewRun = false;
        const table = tables.find((one) => one.takes(track));
        table?.add(run, {
          at: seconds + shiftSeconds,
          position: at + run.dataOffset,
          scale: track.timescale,
        });
      }
      at += size + 8 + mediaBytes;
    }
    position += segment.bytes;
    cursorSeconds += segment.durationMs / 1000;
  }
  return position;
}

function describeAll(tables: readonly TrackTable[], tracks: readonly InitTrack[]): void {
  for (const track of tracks) tables.find((table) => table.takes(track))?.describe(track);
}

/** The picture and the sound that were sent for the longest time, picture first. */
function mainTracks(
  segments: readonly RecordedSegment[],
  inits: ReadonlyMap<string, readonly InitTrack[]>,
): InitTrack[] {
  const lengths = new Map<string, { track: InitTrack; ms: number }>();
  for (const { run, durationMs } of segments) {
    for (const track of inits.get(run.init) ?? []) {
      const key = `${track.handler} ${track.format}`;
      lengths.set(key, { track, ms: (lengths.get(key)?.ms ?? 0) + durationMs });
    }
  }
  const sorted = [...lengths.values()].sort((a, b) => b.ms - a.ms).map(({ track }) => track);
  const longest = (handler: InitTrack["handler"]) => sorted.find((track) => track.handler === handler);
  return [longest("vide") ?? [], longest("soun") ?? []].flat();
}

function moov(tables: readonly TrackTable[], zero: number, dataAt: number): Buffer {
  const duration = Math.max(...tables.map((table) => table.durationIn(zero)));
  const mvhd = fullBox(
    "mvhd",
    0,
    0,
    u32(0, 0, MOVIE_TIMESCALE, duration, 0x10000),
    u16(0x0100, 0),
    u32(0, 0),
    MATRIX,
    Buffer.alloc(24),
    u32(tables.length + 1),
  );
  return box("moov", mvhd, ...tables.map((table) => table.trak(zero, dataAt)));
}
