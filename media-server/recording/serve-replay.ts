import { errorAnswer, httpAnswer } from "../packaging/http-answer";
import { PLAYLIST_TYPE } from "../packaging/rendition";
import { isGet, type MediaRequest } from "../public-routes";
import { type PackedText, packText, respondText } from "./packed-text";
import type { Recording } from "./recording";
import { POSTER_FILE, STORYBOARD_FILE, STORYBOARD_IMAGE } from "./recording-names";
import type { RecordingReader } from "./recording-reader";
import type { Recordings } from "./recordings";
import { renderReplay, renderReplayIndex } from "./render-replay";
import { type Sendable, sendBytes, sendError } from "./send-bytes";
import type { Timeline } from "./timeline";

const NOT_FOUND = errorAnswer(404, "not-found");
const UNAVAILABLE = errorAnswer(503, "unavailable");
const MEDIA_PLAYLIST = "source/media.m3u8";
export const IMMUTABLE = "public, max-age=31536000, immutable";
const PICTURE_CACHE = "public, max-age=60";
const PRIVATE = "private, no-store";
const MAX_PICTURE_BYTES = 8e6;

const rendered = new WeakMap<Timeline, PackedText>();

export interface ReplayDeps {
  readonly recordings: Recordings;
  readonly reader: RecordingReader;
}

/** Answers `index.m3u8`, `source/…`, `poster.jpg`, `storyboard.vtt` and its pictures, below `/replays/{id}/`. */
export function serveReplay(deps: ReplayDeps) {
  return (recording: Recording, asked: MediaRequest): boolean => {
    if (!isGet(asked.request)) return false;
    const answer = chooseAnswer(deps, recording, asked);
    if (!answer) return false;
    answer().catch(() => asked.respond(UNAVAILABLE));
    return true;
  };
}

function chooseAnswer(
  deps: ReplayDeps,
  recording: Recording,
  asked: MediaRequest,
): (() => Promise<void>) | null {
  const { rest } = asked;
  if (rest === "index.m3u8" || rest === MEDIA_PLAYLIST) return () => sendPlaylist(deps, recording, asked);
  const media = /^source\/((?:\d{1,12}\.m4s)|(?:init-\d{1,12}\.mp4))$/.exec(rest)?.[1];
  if (media) return () => sendMedia(deps, recording, asked, media);
  const isPicture = rest === POSTER_FILE || rest === STORYBOARD_FILE || STORYBOARD_IMAGE.test(rest);
  return isPicture ? () => sendPicture(deps, recording, asked) : null;
}

async function sendPlaylist(
  { recordings }: ReplayDeps,
  recording: Recording,
  asked: MediaRequest,
): Promise<void> {
  const timeline = await recordings.timelineOf(recording);
  const isComplete = recording.meta.state !== "recording";
  if (asked.rest === "index.m3u8") {
    const index = renderReplayIndex(timeline, MEDIA_PLAYLIST);
    if (index === null) return asked.respond(NOT_FOUND);
    return respondText(asked, PLAYLIST_TYPE, await packText(index));
  }
  if (timeline.segments.length === 0) return asked.respond(NOT_FOUND);
  const known = isComplete ? rendered.get(timeline) : undefined;
  const text = known ?? (await packText(renderReplay(timeline, isComplete)));
  if (isComplete) rendered.set(timeline, text);
  respondText(asked, PLAYLIST_TYPE, text);
}

async function sendMedia(
  { recordings, reader }: ReplayDeps,
  recording: Recording,
  asked: MediaRequest,
  name: string,
): Promise<void> {
  const timeline = await recordings.timelineOf(recording);
  const size = timeline.runs.get(name)?.bytes ?? timeline.find(Number.parseInt(name, 10))?.bytes;
  if (size === undefined) return asked.respond(NOT_FOUND);
  await send(recording, asked, {
    type: name.endsWith(".mp4") ? "video/mp4" : "video/iso.segment",
    size,
    etag: `"${name}-${size}"`,
    cacheControl: IMMUTABLE,
    read: (range) => reader.read(recording, name, range),
  });
}

async function sendPicture({ reader }: ReplayDeps, recording: Recording, asked: MediaRequest): Promise<void> {
  const name = asked.rest;
  const bytes = await reader.readWhole(recording, name, MAX_PICTURE_BYTES);
  if (!bytes) return asked.respond(NOT_FOUND);
  const type = name === STORYBOARD_FILE ? "text/vtt; charset=utf-8" : "image/jpeg";
  const cache = STORYBOARD_IMAGE.test(name) ? IMMUTABLE : PICTURE_CACHE;
  asked.respond(httpAnswer(200, ["content-type", type, "cache-control", cache], [bytes]));
}

/** Sends bytes of a recording and counts them; a protected one's are kept by no cache. */
export async function send(recording: Recording, asked: MediaRequest, what: Sendable): Promise<void> {
  const { request, response, isProtected } = asked;
  if (response.destroyed) return sendError(response, 503, "unavailable");
  const cacheControl = isProtected ? PRIVATE : what.cacheControl;
  recording.bytesServed += await sendBytes(request, response, { ...what, cacheControl });
}
