import { Readable } from "node:stream";
import { refusalAnswer } from "../../access/guarded-area";
import { isGet, type MediaRequest } from "../../public-routes";
import type { ByteRange } from "../byte-range";
import { withHeads } from "../read-heads";
import type { Recording } from "../recording";
import { segmentFile } from "../recording-names";
import { sendError } from "../send-bytes";
import { type ReplayDeps, send } from "../serve-replay";
import type { RecordedSegment } from "../timeline";
import { buildMp4Head } from "./build-mp4-head";

/** At once, over all recordings: each reads the disk as fast as its reader takes it. */
const MAX_DOWNLOADS = 8;

/** Answers `download.mp4`: the whole recording as one MP4 file, for whoever has a token that allows downloads. */
export function serveDownload(deps: ReplayDeps) {
  let running = 0;
  return (recording: Recording, asked: MediaRequest): boolean => {
    if (asked.rest !== "download.mp4" || !isGet(asked.request)) return false;
    const refused = asked.refusal("download");
    if (refused) {
      asked.respond(refusalAnswer(refused));
      return true;
    }
    if (running >= MAX_DOWNLOADS) {
      sendError(asked.response, 503, "too-many-downloads");
      return true;
    }
    running += 1;
    download(deps, recording, asked)
      .catch(() => sendError(asked.response, 503, "unavailable"))
      .finally(() => {
        running -= 1;
      });
    return true;
  };
}

async function download(deps: ReplayDeps, recording: Recording, asked: MediaRequest): Promise<void> {
  const timeline = await deps.recordings.timelineOf(recording);
  // It may grow meanwhile: what is there now is what is sent.
  const segments = [...timeline.segments];
  if (segments.length === 0) return sendError(asked.response, 404, "not-found");
  const head = await readHead(deps, recording, segments);
  const mediaBytes = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const size = head.length + mediaBytes;
  await send(recording, asked, {
    type: "video/mp4",
    size,
    etag: `"mp4-${segments.length}-${size}"`,
    cacheControl: "private, no-store",
    moreHeaders: ["content-disposition", disposition(recording.id, asked.query)],
    read: async (range) =>
      Readable.from(chunks(deps, recording, { head, segments, range }), { objectMode: false }),
  });
}

function readHead(
  { reader }: ReplayDeps,
  recording: Recording,
  segments: readonly RecordedSegment[],
): Promise<Buffer> {
  const readInit = async (name: string) => {
    const init = await reader.readInit(recording, name);
    if (!init) throw new Error(`${name} is gone.`);
    return init;
  };
  return withHeads(recording, (readHeads) => buildMp4Head({ segments, readInit, readHeads }));
}

/** The head and the segments' files behind each other, from and to the bytes that are asked for. */
async function* chunks(
  { reader }: ReplayDeps,
  recording: Recording,
  { head, segments, range }: { head: Buffer; segments: readonly RecordedSegment[]; range: ByteRange },
): AsyncGenerator<Buffer> {
  const { start, end } = range;
  if (start < head.length) yield head.subarray(start, Math.min(end + 1, head.length));
  let at = head.length;
  for (const { n, bytes } of segments) {
    const from = Math.max(start, at) - at;
    const to = Math.min(end, at + bytes - 1) - at;
    at += bytes;
    if (from > to) continue;
    const file = await reader.read(recording, segmentFile(n), { start: from, end: to });
    // The length is promised already: a file that is gone ends the connection.
    if (!file) throw new Error("A segment is gone.");
    // A byte stream without an encoding gives Buffers.
    yield* file as AsyncIterable<Buffer>;
  }
}

/** `?name=` in the address names the file; its letters may be any (RFC 6266, RFC 8187). */
function disposition(recordingId: string, query: string): string {
  const wished = new URLSearchParams(query)
    .get("name")
    ?.replace(/[^\p{L}\p{N} ._-]/gu, "")
    .trim();
  const name = `${wished?.slice(0, 100) || `recording-${recordingId}`}.mp4`;
  const plain = name.replace(/[^A-Za-z0-9 ._-]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
