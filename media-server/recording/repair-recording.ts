import { type JournalLine, readJournal, renderLine } from "./journal";
import { boxAt, fragmentMs, type Timescales, wholeBoxes } from "./read-fragments";
import type { RecordingFolder } from "./recording-folder";
import { HEADS_FILE, JOURNAL_FILE, segmentFile } from "./recording-names";
import { Timeline } from "./timeline";

/** Whole segments at the end that are compared with their files: older ones were on the disk long before a crash. */
const CHECKED_SEGMENTS = 5;

/**
 * Brings a recording into order after whatever interrupted it, and returns what is playable of it: a torn journal line
 * and a torn last fragment are cut off, and the segment that was being written is closed where its last whole fragment ends.
 */
export async function repairRecording(folder: RecordingFolder, isLocal: boolean): Promise<Timeline> {
  const journal = (await folder.read(JOURNAL_FILE)) ?? Buffer.alloc(0);
  const { lines, wholeBytes } = readJournal(journal);
  const timeline = new Timeline(lines);
  if (wholeBytes < journal.length) await cutOff(folder, JOURNAL_FILE, wholeBytes);
  const heads = await folder.size(HEADS_FILE);
  if (heads !== null && heads > timeline.headsEnd) await cutOff(folder, HEADS_FILE, timeline.headsEnd);
  if (timeline.open) await closeOpenSegment(folder, timeline);
  if (isLocal) await dropLostSegments(folder, timeline);
  return timeline;
}

/** Appends to the journal and to what is known of it. */
async function note(folder: RecordingFolder, timeline: Timeline, line: JournalLine): Promise<void> {
  const handle = await folder.open(JOURNAL_FILE, "a");
  try {
    await handle.appendFile(renderLine(line));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  timeline.apply(line);
}

async function closeOpenSegment(folder: RecordingFolder, timeline: Timeline): Promise<void> {
  const { open, run } = timeline;
  if (!open || !run) return;
  const name = segmentFile(open.n);
  const init = await folder.read(run.init);
  const found = wholeFragments((await folder.read(name)) ?? Buffer.alloc(0), timescalesOf(init));
  if (found.bytes === 0) {
    await folder.remove(name);
    return;
  }
  await cutOff(folder, name, found.bytes);
  const heads = Buffer.concat(found.heads);
  const at = timeline.headsEnd;
  const handle = await folder.open(HEADS_FILE, "a");
  try {
    await handle.appendFile(heads);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  const closed = { n: open.n, ms: found.durationMs, bytes: found.bytes, at, heads: heads.length };
  await note(folder, timeline, { t: "close", ...closed });
}

async function dropLostSegments(folder: RecordingFolder, timeline: Timeline): Promise<void> {
  for (const { n, bytes } of timeline.segments.slice(-CHECKED_SEGMENTS)) {
    const size = await folder.size(segmentFile(n));
    if (size !== bytes) await note(folder, timeline, { t: "drop", n });
  }
}

interface Fragments {
  /** Of the file, up to the end of the last whole fragment. */
  readonly bytes: number;
  readonly durationMs: number;
  /** The `moof` boxes. */
  readonly heads: Buffer[];
}

/** What of a segment's file is whole: `moof` with its `mdat`. */
export function wholeFragments(file: Buffer, timescales: Timescales): Fragments {
  const heads: Buffer[] = [];
  let bytes = 0;
  let durationMs = 0;
  let moof: { body: Buffer; whole: Buffer } | null = null;
  for (const { type, at, size, body } of wholeBoxes(file)) {
    if (type === "moof") moof = { body, whole: file.subarray(at, at + size) };
    if (type !== "mdat" || !moof) continue;
    heads.push(moof.whole);
    durationMs += fragmentMs(moof.body, timescales);
    bytes = at + size;
    moof = null;
  }
  return { bytes, durationMs: Math.round(durationMs * 1000) / 1000, heads };
}

/** Units per second of each track of an init segment. */
export function timescalesOf(init: Buffer | null): Timescales {
  const scales = new Map<number, number>();
  const moov = init && boxAt(init, "moov");
  if (!moov) return scales;
  for (const { type, body } of wholeBoxes(moov)) {
    if (type !== "trak") continue;
    const id = boxAt(body, "tkhd");
    const header = boxAt(body, "mdia", "mdhd");
    if (id && header && id.length >= 16 && header.length >= 16)
      scales.set(id.readUInt32BE(12), header.readUInt32BE(12));
  }
  return scales;
}

async function cutOff(folder: RecordingFolder, name: string, bytes: number): Promise<void> {
  const handle = await folder.open(name, "r+");
  try {
    await handle.truncate(bytes);
  } finally {
    await handle.close();
  }
}
