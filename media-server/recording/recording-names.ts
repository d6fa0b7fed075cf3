import { ID_PATTERN } from "../../lib/wire/limits";

/** Files of a recording that viewers may fetch as media: nothing else can be named. */
const MEDIA_NAME = /^(?:\d{1,12}\.m4s|init-\d{1,12}\.mp4)$/;

/** Where `Date.now()` is counted from for the first segment's number: a deleted recording's names never come back. */
const ORIGIN_MS = 1_700_000_000_000;

export const JOURNAL_FILE = "journal.jsonl";
export const META_FILE = "recording.json";
/** Every fragment's `moof`, one after the other: what an MP4's tables are made of, without reading the media. */
export const HEADS_FILE = "heads.bin";
export const POSTER_FILE = "poster.jpg";
export const STORYBOARD_FILE = "storyboard.vtt";
/** Small pictures taken while live, until the storyboard is made of them. */
export const SHOTS_FOLDER = "shots";

export const STORYBOARD_IMAGE = /^storyboard-\d{1,9}-\d{1,4}\.jpg$/;

export function isRecordingId(id: string): boolean {
  return ID_PATTERN.test(id);
}

export function isMediaName(name: string): boolean {
  return MEDIA_NAME.test(name);
}

/** What belongs into the object store when the store is one; the rest stays on the disk. */
export function isStoredName(name: string): boolean {
  return isMediaName(name) || name === STORYBOARD_FILE || STORYBOARD_IMAGE.test(name);
}

export function segmentFile(number: number): string {
  return `${number}.m4s`;
}

export function initFile(number: number): string {
  return `init-${number}.mp4`;
}

/** Number of the first segment of a recording that begins at `epochMs`. */
export function firstNumber(epochMs: number): number {
  return Math.max(0, Math.floor((epochMs - ORIGIN_MS) / 500));
}
