import { z } from "zod";

const count = z.number().int().min(0);

/** What the fragments after it need: an init segment and what is in it. */
const RunLine = z.object({
  t: z.literal("run"),
  init: z.string().regex(/^init-\d{1,12}\.mp4$/),
  bytes: count,
  /** SHA-256 of the init segment. */
  hash: z.string().max(64),
  video: z.object({ codec: z.string().max(64), width: count, height: count }).nullable(),
  audio: z.object({ codec: z.string().max(64), sampleRate: count }).nullable(),
});
/** A segment's file has its first bytes. */
const OpenLine = z.object({
  t: z.literal("open"),
  n: count,
  /** Epoch ms of its first frame. */
  wallMs: z.number(),
  frameRate: z.number().nullable(),
  /** It does not continue the segment before it. */
  gap: z.boolean(),
});
/** A segment is whole and on the disk. Only such segments count. */
const CloseLine = z.object({
  t: z.literal("close"),
  n: count,
  ms: z.number().min(0),
  bytes: count,
  /** Where its fragments' heads stand in the file of heads, and how many bytes they are. */
  at: count,
  heads: count,
});
/** A whole segment was lost after all, e.g. by a power cut. */
const DropLine = z.object({ t: z.literal("drop"), n: count });

export const JournalLine = z.discriminatedUnion("t", [RunLine, OpenLine, CloseLine, DropLine]);
export type JournalLine = z.infer<typeof JournalLine>;
export type RecordedRun = z.infer<typeof RunLine>;

export interface ReadJournal {
  readonly lines: JournalLine[];
  /** Bytes up to the last line's end: what follows was torn off. */
  readonly wholeBytes: number;
}

/** Reads what was written before a crash: a torn last line is left out, a damaged one in between too. Never throws. */
export function readJournal(bytes: Buffer): ReadJournal {
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines: JournalLine[] = [];
  for (const text of bytes.toString("utf8", 0, wholeBytes).split("\n")) {
    const line = parseLine(text);
    if (line) lines.push(line);
  }
  return { lines, wholeBytes };
}

export function renderLine(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}

function parseLine(text: string): JournalLine | null {
  if (text === "") return null;
  try {
    const result = JournalLine.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
