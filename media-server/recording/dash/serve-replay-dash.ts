import { Readable } from "node:stream";
import { errorAnswer, httpAnswer } from "../../packaging/http-answer";
import { MPD_TYPE } from "../../packaging/serve-dash";
import { splitInit, type TrackKind } from "../../packaging/split-tracks";
import { isGet, type MediaRequest } from "../../public-routes";
import { type PackedText, packText, respondText } from "../packed-text";
import { type ReadHeads, withHeads } from "../read-heads";
import type { Recording } from "../recording";
import { segmentFile } from "../recording-names";
import { IMMUTABLE, type ReplayDeps, send } from "../serve-replay";
import type { Timeline } from "../timeline";
import { renderReplayMpd } from "./render-replay-mpd";
import { replayPeriods } from "./replay-periods";
import { cutPieces, joinPieces, pieceBytes, spanOf, trackPieces } from "./track-pieces";

const MANIFEST = "manifest.mpd";
const FILE = /^dash\/(video|audio)\/(?:(\d{1,12})\.m4s|(init-\d{1,12}\.mp4))$/;
const NOT_FOUND = errorAnswer(404, "not-found");
const UNAVAILABLE = errorAnswer(503, "unavailable");

const rendered = new WeakMap<Timeline, PackedText>();

/**
 * Answers `manifest.mpd` of a finished recording, and `dash/{video|audio}/{file}`: its own segments, one track at a time.
 * Made when somebody asks, so that it is there for every recording, whenever it was made and wherever it is kept.
 */
export function serveReplayDash(deps: ReplayDeps) {
  return (recording: Recording, asked: MediaRequest): boolean => {
    if (!isGet(asked.request)) return false;
    const answer = chooseAnswer(deps, recording, asked);
    answer?.catch(() => asked.respond(UNAVAILABLE));
    return answer !== null;
  };
}

function chooseAnswer(deps: ReplayDeps, recording: Recording, asked: MediaRequest): Promise<void> | null {
  if (asked.rest === MANIFEST) return sendManifest(deps, recording, asked);
  const [, kind, number, init] = FILE.exec(asked.rest) ?? [];
  if (kind !== "video" && kind !== "audio") return null;
  return init === undefined
    ? sendSegment(deps, recording, asked, { kind, number: Number(number) })
    : sendInit(deps, recording, asked, { kind, init });
}

async function sendManifest(
  { recordings }: ReplayDeps,
  recording: Recording,
  asked: MediaRequest,
): Promise<void> {
  const timeline = await recordings.timelineOf(recording);
  // What still grows is watched live; a static manifest would end where it is now.
  if (recording.meta.state === "recording" || timeline.segments.length === 0) return asked.respond(NOT_FOUND);
  const known = rendered.get(timeline);
  const text = known ?? (await withHeads(recording, (readHeads) => manifestOf(timeline, readHeads)));
  rendered.set(timeline, text);
  respondText(asked, MPD_TYPE, text);
}

async function manifestOf(timeline: Timeline, readHeads: ReadHeads): Promise<PackedText> {
  return packText(renderReplayMpd(await replayPeriods(timeline, readHeads)));
}

async function sendInit(
  { recordings, reader }: ReplayDeps,
  recording: Recording,
  asked: MediaRequest,
  { kind, init: name }: { readonly kind: TrackKind; readonly init: string },
): Promise<void> {
  const { runs } = await recordings.timelineOf(recording);
  const init = runs.has(name) ? await reader.readInit(recording, name) : null;
  const own = init && splitInit(init, kind);
  if (!own) return asked.respond(NOT_FOUND);
  asked.respond(httpAnswer(200, ["content-type", `${kind}/mp4`, "cache-control", IMMUTABLE], [own]));
}

async function sendSegment(
  { recordings, reader }: ReplayDeps,
  recording: Recording,
  asked: MediaRequest,
  { kind, number }: { readonly kind: TrackKind; readonly number: number },
): Promise<void> {
  const segment = (await recordings.timelineOf(recording)).find(number);
  if (!segment) return asked.respond(NOT_FOUND);
  const heads = await withHeads(recording, (readHeads) => readHeads(segment));
  const pieces = trackPieces(heads, kind);
  const size = pieces.reduce((sum, piece) => sum + pieceBytes(piece), 0);
  await send(recording, asked, {
    type: "video/iso.segment",
    size,
    etag: `"${kind}-${number}-${size}"`,
    cacheControl: IMMUTABLE,
    async read(range) {
      const wanted = cutPieces(pieces, range);
      const span = spanOf(wanted);
      const file = span ? await reader.read(recording, segmentFile(number), span) : Readable.from([]);
      if (!file) return null;
      // A byte stream without an encoding gives Buffers.
      const joined = Readable.from(joinPieces(wanted, file as AsyncIterable<Buffer>), { objectMode: false });
      // Nobody listens to it before its first byte is wanted, which may take a slow viewer a while.
      file.once("error", (error) => joined.destroy(error));
      return joined.once("close", () => file.destroy());
    },
  });
}
