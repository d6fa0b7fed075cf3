import { readdir } from "node:fs/promises";
import type { StreamAccess } from "../../lib/wire/stream-settings";
import type { Log } from "../log";
import { readJournal } from "./journal";
import { Recording } from "./recording";
import { isAbsent, RecordingFolder, type RecordingMeta } from "./recording-folder";
import { isRecordingId, JOURNAL_FILE } from "./recording-names";
import { repairRecording } from "./repair-recording";
import { Timeline } from "./timeline";

/** Nobody's token is of this epoch: until the app says otherwise, nobody gets in. */
const NOBODY: StreamAccess = { kind: "token", epoch: Number.MAX_SAFE_INTEGER, revoked: [] };
const AT_ONCE = 16;

/** Facts of a recording that has nothing in it yet; nobody may fetch it. */
export function newMeta(recordingId: string, startedAt: number, storage: "disk" | "s3"): RecordingMeta {
  const nothing = { fault: null, durationMs: 0, bytes: 0, hasStoryboard: false };
  const settings = { access: NOBODY, reconnectWindowMs: 0 };
  return { version: 1, recordingId, state: "recording", startedAt, storage, ...nothing, ...settings };
}

/** Every recording below `root`; what was cut off is repaired. One that can't be read is left as it is. */
export async function loadRecordings(root: string, storage: "disk" | "s3", log: Log): Promise<Recording[]> {
  const ids = (await namesIn(root, log)).filter(isRecordingId);
  const found: Recording[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const batch = ids.slice(at, at + AT_ONCE).map(async (id) => {
      try {
        return await loadOne(new RecordingFolder(root, id), storage);
      } catch (error) {
        log.error({ recordingId: id, err: error }, "a recording can't be read");
        return null;
      }
    });
    for (const recording of await Promise.all(batch)) if (recording) found.push(recording);
  }
  return found;
}

/** Streams go on without their recordings where the folder can't be read. */
async function namesIn(root: string, log: Log): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (!isAbsent(error)) log.error({ err: error }, "the folder of recordings can't be read");
    return [];
  }
}

async function loadOne(folder: RecordingFolder, storage: "disk" | "s3"): Promise<Recording | null> {
  const meta = (await folder.readMeta()) ?? (await guessMeta(folder, storage));
  if (!meta) return null;
  if (meta.state !== "recording") return new Recording(folder, meta);
  const { durationMs, bytes } = await repairRecording(folder, meta.storage === "disk");
  return new Recording(folder, { ...meta, durationMs, bytes });
}

/** Its media is there but its facts are not: kept, and shown to nobody until the app says to whom. */
async function guessMeta(folder: RecordingFolder, storage: "disk" | "s3"): Promise<RecordingMeta | null> {
  const journal = await folder.read(JOURNAL_FILE);
  const first = journal && new Timeline(readJournal(journal).lines).segments[0];
  return first ? newMeta(folder.id, first.wallMs, storage) : null;
}
