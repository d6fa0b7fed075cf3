import type { ServerResponse } from "node:http";
import { isGet, type MediaRequest } from "../public-routes";
import { errorAnswer, type HttpAnswer, httpAnswer } from "./http-answer";
import { mpdView } from "./mpd-view";
import { renderMpd } from "./render-mpd";
import type { Rendition } from "./rendition";
import type { SegmentFollower } from "./segment-followers";
import type { HlsSource } from "./serve-hls";

const MANIFEST = "manifest.mpd";
const TIME = "dash/time";
const FILE = /^dash\/([a-z0-9]{2,16})\/((\d{1,15})\.m4s|init-\d{1,15}\.mp4)$/;
const MPD_TYPE = "application/dash+xml";
const OFFLINE = errorAnswer(404, "offline");
const NOT_FOUND = errorAnswer(404, "not-found");

/** Answers `manifest.mpd`, `dash/time` and `dash/{rendition}/{file}`; the newest segment comes while it grows. */
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
  const [, name = "", file = "", msn] = FILE.exec(rest) ?? [];
  const rendition = source.renditions.get(name);
  if (!rendition) return false;
  if (msn === undefined || !followGrowing(rendition, Number(msn), asked))
    rendition.requestFile(file, respond);
  return true;
}

interface Made {
  readonly state: string;
  readonly answer: HttpAnswer;
}

const manifests = new WeakMap<ReadonlyMap<string, Rendition>, Made>();

/** Made once per change, whoever and however many ask. */
function manifest({ renditions }: HlsSource): HttpAnswer {
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

/** False when the segment is whole, or isn't to be had. */
function followGrowing(rendition: Rendition, msn: number, asked: MediaRequest): boolean {
  const { response, request, isProtected } = asked;
  if (request.method === "HEAD") {
    if (rendition.window.open?.msn !== msn) return false;
    begin(response, isProtected);
    response.end();
    return true;
  }
  const leave = rendition.followers.follow(msn, segmentFollower(asked));
  if (!leave) return false;
  response.once("close", leave);
  return true;
}

function segmentFollower({ response, respond, served, isProtected }: MediaRequest): SegmentFollower {
  return {
    write(chunk) {
      if (response.destroyed) return;
      if (!response.headersSent) begin(response, isProtected);
      response.write(chunk);
      served(chunk.length);
    },
    end: () => void response.end(),
    refuse: () => respond(NOT_FOUND),
  };
}

function begin(response: ServerResponse, isProtected: boolean): void {
  response.writeHead(200, [
    ...["access-control-allow-origin", "*", "content-type", "video/iso.segment"],
    // What is given while it grows is the same as what is given afterwards.
    ...["cache-control", isProtected ? "private, no-store" : "public, max-age=3600, immutable"],
    ...["x-accel-buffering", "no"],
  ]);
}
