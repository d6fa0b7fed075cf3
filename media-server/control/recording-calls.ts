import { ID_PATTERN } from "../../lib/wire/limits";
import type { RecordingFacts } from "../../lib/wire/recording";
import { StreamAccess } from "../../lib/wire/stream-settings";
import { parse, type Reply } from "./control-call";

/** What the app may ask of recordings. */
export interface RecordingControl {
  /** Null when there is none. */
  facts(recordingId: string): RecordingFacts | null;
  /** Idempotent. Rejects when it can't be taken away now. */
  delete(recordingId: string): Promise<void>;
  /** Without effect when there is none. */
  setAccess(recordingId: string, access: StreamAccess): Promise<void>;
}

const NOT_FOUND = { status: 404, body: { error: "not-found" } };

/** Null: this call is not about recordings. */
export async function answerRecordingCall(
  recordings: RecordingControl,
  { method, path, body }: { method: string; path: string; body: string },
): Promise<Reply | null> {
  const match = /^\/control\/v1\/recordings\/([^/]+)(\/access)?$/.exec(path);
  if (!match) return null;
  const [, id = "", isAccess] = match;
  if (!ID_PATTERN.test(id)) return NOT_FOUND;
  if (isAccess && method === "PUT") {
    const access = parse(StreamAccess, body);
    if (!access) return { status: 400, body: { error: "invalid" } };
    await recordings.setAccess(id, access);
    return { status: 204 };
  }
  if (isAccess || (method !== "GET" && method !== "DELETE"))
    return { status: 405, body: { error: "method-not-allowed" } };
  if (method === "DELETE") return remove(recordings, id);
  const facts = recordings.facts(id);
  return facts ? { status: 200, body: facts } : NOT_FOUND;
}

async function remove(recordings: RecordingControl, id: string): Promise<Reply> {
  try {
    await recordings.delete(id);
    return { status: 204 };
  } catch {
    return { status: 503, body: { error: "unavailable" } };
  }
}
