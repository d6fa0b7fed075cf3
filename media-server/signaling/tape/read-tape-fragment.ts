import { boxAt, wholeBoxes } from "../../recording/read-fragments";
import type { TapeTrack } from "./read-tape-init";

/** One sample of a browser's recording, on the recording's own clock. */
export interface TapeFrame {
  readonly track: TapeTrack;
  readonly dtsMs: number;
  readonly compositionOffsetMs: number;
  readonly isKeyFrame: boolean;
  readonly data: Buffer;
}

/** `tfhd` and `trun` flags (ISO 14496-12 §8.8.7, §8.8.8). */
const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20 };
const TRUN = { offset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 };
const IS_NO_SYNC_SAMPLE = 0x10000;
/** Of one fragment, over all of its runs: a few bytes may claim many, and each becomes an object. */
const MAX_SAMPLES = 20_000;

/** A fragment's samples in the order of their decoding; null when it isn't one. Never throws on what a client sent. */
export function readTapeFragment(
  { moof, data }: { readonly moof: Buffer; readonly data: Buffer },
  tracks: readonly TapeTrack[],
): TapeFrame[] | null {
  try {
    // Where the data begins, counted from the `moof` like its offsets.
    const media = { data, at: moof.length + 8, samplesLeft: MAX_SAMPLES, bytesLeft: data.length };
    const frames: TapeFrame[] = [];
    for (const { type, body } of wholeBoxes(moof.subarray(8)))
      if (type === "traf") for (const frame of readTraf(body, media, tracks)) frames.push(frame);
    return frames.sort((one, other) => one.dtsMs - other.dtsMs);
  } catch {
    return null;
  }
}

/** A fragment's data, and what may still be taken of it: nobody's samples lie over each other. */
interface FragmentMedia {
  readonly data: Buffer;
  /** Where it begins, counted from the `moof`. */
  readonly at: number;
  samplesLeft: number;
  bytesLeft: number;
}

function readTraf(traf: Buffer, media: FragmentMedia, tracks: readonly TapeTrack[]): TapeFrame[] {
  const { data } = media;
  const { trackId, ...defaults } = readHeader(must(boxAt(traf, "tfhd")));
  const track = must(tracks.find(({ id }) => id === trackId));
  const time = must(boxAt(traf, "tfdt"));
  let decodeTime = time[0] === 1 ? Number(time.readBigUInt64BE(4)) : time.readUInt32BE(4);
  const frames: TapeFrame[] = [];
  for (const { type, body } of wholeBoxes(traf)) {
    if (type !== "trun") continue;
    let { at, samples } = readRun(body, defaults, media);
    at -= media.at;
    for (const { duration, size, flags, composition } of samples) {
      media.bytesLeft -= size;
      const isInside = at >= 0 && size > 0 && at + size <= data.length && media.bytesLeft >= 0;
      if (!isInside) throw new Error("a sample outside of its data");
      frames.push({
        track,
        dtsMs: Math.round((decodeTime * 1000) / track.timescale),
        compositionOffsetMs: Math.round((composition * 1000) / track.timescale),
        isKeyFrame: (flags & IS_NO_SYNC_SAMPLE) === 0,
        data: data.subarray(at, at + size),
      });
      at += size;
      decodeTime += duration;
    }
  }
  return frames;
}

interface Defaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

function readHeader(tfhd: Buffer): Defaults & { readonly trackId: number } {
  const present = tfhd.readUInt32BE(0) & 0xffffff;
  let at = 8 + (present & TFHD.baseOffset ? 8 : 0) + (present & TFHD.description ? 4 : 0);
  const next = (flag: number) => {
    if (!(present & flag)) return 0;
    at += 4;
    return tfhd.readUInt32BE(at - 4);
  };
  return {
    trackId: tfhd.readUInt32BE(4),
    duration: next(TFHD.duration),
    size: next(TFHD.size),
    flags: next(TFHD.flags),
  };
}

function readRun(trun: Buffer, defaults: Defaults, media: FragmentMedia) {
  const present = trun.readUInt32BE(0) & 0xffffff;
  const count = trun.readUInt32BE(4);
  media.samplesLeft -= count;
  if (media.samplesLeft < 0 || !(present & TRUN.offset)) throw new Error("a run out of bounds");
  const dataOffset = trun.readInt32BE(8);
  let at = 12;
  const next = (flag: number) => {
    if (!(present & flag)) return null;
    at += 4;
    return trun.readUInt32BE(at - 4);
  };
  const firstFlags = next(TRUN.firstFlags);
  const samples = Array.from({ length: count }, (_, index) => ({
    duration: next(TRUN.duration) ?? defaults.duration,
    size: next(TRUN.size) ?? defaults.size,
    flags: next(TRUN.flags) ?? (index === 0 ? firstFlags : null) ?? defaults.flags,
    // Signed in version 1; what browsers record has none.
    composition: (next(TRUN.composition) ?? 0) | 0,
  }));
  return { at: dataOffset, samples };
}

function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("something is missing");
  return value;
}
