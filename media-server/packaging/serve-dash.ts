import type { ServerResponse } from "node:http";
import { isGet, type MediaRequest } from "../public-routes";
import { errorAnswer, type HttpAnswer, httpAnswer } from "./http-answer";
import { mpdView } from "./mpd-view";
import { renderMpd } from "./render-mpd";
import type { Rendition } from "./rendition";
import { type StoredFile, segmentName } from "./segment";
import type { SegmentFollower } from "./segment-followers";
import type { HlsSource } from "./serve-hls";
import { splitFragment, splitInit, type TrackKind } from "./split-tracks";

const MANIFEST = "manifest.mpd";
const TIME = "dash/time";
const FILE = /^dash\/([a-z0-9]{2,16})\/(video|audio)\/(?:(\d{1,15})\.m4s|(init-\d{1,15}\.mp4))$/;
export const MPD_TYPE = "application/dash+xml";
const OFFLINE = errorAnswer(404, "offline");
const NOT_FOUND = errorAnswer(404, "not-found");

/**
 * Answers `manifest.mpd`, `dash/time` and `dash/{rendition}/{video|audio}/{file}`: the renditions' own segments, by the
 * media time at which they begin, one track at a time; the newest comes while it grows.
 */
export function serveDash(source: HlsSource, asked: MediaRequest): boolean {
  const { rest, request, respond } = asked;
  if (!isGet(request)) return false;
  if (rest === MANIFEST) {
    respond(manifest(source));
    return true;
  }
  if (rest === TIME) {
    respond(time());
    return true;
  }
  const [, name = "", kind, startMs, initName] = FILE.exec(rest) ?? [];
  const rendition = source.renditions.get(name);
  if (!rendition || (kind !== "video" && kind !== "audio")) return false;
  if (initName !== undefined) {
    respond(init(rendition, initName, kind));
    return true;
  }
  const msn = rendition.window.startingAt(Number(startMs))?.msn;
  if (msn === undefined) respond(NOT_FOUND);
  else if (!followGrowing(rendition, msn, kind, asked)) respond(segment(rendition, msn, kind));
  return true;
}

interface Made {
  readonly state: string;
  readonly answer: HttpAnswer;
}

const manifests = new WeakMap<ReadonlyMap<string, Rendition>, Made>();

/** Made once per change, whoever and however many ask. */
function manifest({ renditions }: HlsSource): HttpAnswer {
  for (const rendition of renditions.values()) rendition.noteAsked();
  const state = [...renditions].map(([name, { window, isEnded }]) => {
    const newest = window.open ?? window.complete.at(-1);
    return `${name} ${newest?.msn} ${newest?.parts.length} ${window.open === null} ${isEnded} ${window.complete.length}`;
  });
  const known = manifests.get(renditions);
  if (known?.state === state.join()) return known.answer;
  const view = mpdView(renditions, Date.now());
  if (!view) return OFFLINE;
  const headers = ["content-type", MPD_TYPE, "cache-control", "public, max-age=0, s-maxage=1"];
  const answer = httpAnswer(200, headers, [Buffer.from(renderMpd(view))]);
  manifests.set(renditions, { state: state.join(), answer });
  return answer;
}

/** What players set their clocks by (ISO/IEC 23009-1 §5.8.4.11). */
function time(): HttpAnswer {
  const headers = ["content-type", "text/plain", "cache-control", "no-store"];
  return httpAnswer(200, headers, [Buffer.from(new Date().toISOString())]);
}

const files: Record<TrackKind, WeakMap<StoredFile, HttpAnswer>> = {
  video: new WeakMap(),
  audio: new WeakMap(),
};

function segment({ window }: Rendition, msn: number, kind: TrackKind): HttpAnswer {
  const stored = window.files.get(segmentName(msn));
  if (!stored) return NOT_FOUND;
  const known = files[kind].get(stored);
  if (known) return known;
  const body = stored.body.flatMap((part) => splitFragment(part, kind));
  const answer = body.length > 0 ? httpAnswer(200, fileHeaders("video/iso.segment"), body) : NOT_FOUND;
  files[kind].set(stored, answer);
  return answer;
}

function init({ window }: Rendition, name: string, kind: TrackKind): HttpAnswer {
  const stored = window.files.get(name)?.body[0];
  const own = stored && splitInit(stored, kind);
  return own ? httpAnswer(200, fileHeaders(`${kind}/mp4`), [own]) : NOT_FOUND;
}

/** False when the segment is whole, or isn't to be had. */
function followGrowing(rendition: Rendition, msn: number, kind: TrackKind, asked: MediaRequest): boolean {
  const { response, request, isProtected } = asked;
  if (request.method === "HEAD") {
    if (rendition.window.open?.msn !== msn) return false;
    begin(response, isProtected);
    response.end();
    return true;
  }
  const leave = rendition.followers.follow(msn, segmentFollower(asked, kind));
  if (!leave) return false;
  response.once("close", leave);
  return true;
}

function segmentFollower({ response, served, isProtected }: MediaRequest, kind: TrackKind): SegmentFollower {
  return {
    write(part) {
      if (response.destroyed) return;
      if (!response.headersSent) begin(response, isProtected);
      response.cork();
      for (const chunk of splitFragment(part, kind)) {
        response.write(chunk);
        served(chunk.length);
      }
      response.uncork();
    },
    end: () => void response.end(),
  };
}

function begin(response: ServerResponse, isProtected: boolean): void {
  const headers = ["access-control-allow-origin", "*", ...fileHeaders("video/iso.segment")];
  if (isProtected) headers[headers.indexOf("cache-control") + 1] = "private, no-store";
  response.writeHead(200, [...headers, "x-accel-buffering", "no"]);
}

/** What is given while it grows is the same as what is given afterwards. */
function fileHeaders(type: string): string[] {
  return ["content-type", type, "cache-control", "public, max-age=3600, immutable"];
}
