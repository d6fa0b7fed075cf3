import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlaybackScope } from "../lib/wire/playback-token";
import { type AreaGuard, privateAnswer, refusalAnswer } from "./access/guarded-area";
import type { AccessRefusal } from "./access/playback-gate";
import type { FastRoute } from "./fast-lane";
import { errorAnswer, type HttpAnswer, httpAnswer, sendAnswer } from "./packaging/http-answer";

/** An address `/{area}/{id}/[~{token}/]{rest}[?{query}]`, taken apart. */
export interface MediaPath {
  readonly area: string;
  readonly id: string;
  readonly token: string | null;
  readonly rest: string;
  readonly query: string;
}

/** A request below `/live/{id}/…` or `/replays/{id}/…`, taken apart. */
export interface MediaRequest {
  /** What is asked for of the stream, e.g. `source/media.m3u8`. */
  readonly rest: string;
  readonly query: string;
  /** The playback token that stood in the path as `~token`; null without one. */
  readonly token: string | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** True: the answer is for this viewer only, `cache-control: private, no-store`; `respond` sees to that itself. */
  readonly isProtected: boolean;
  /** Null: the token allows this too. Watching was allowed already. */
  refusal(scope: PlaybackScope): AccessRefusal | null;
  /** Answers, and counts what went out. */
  respond(answer: HttpAnswer): void;
  /** Counts bytes of an answer that isn't given by `respond`. */
  served(bytes: number): void;
}

/** Answers what is its own and returns true; leaves anything else alone and returns false. */
export type MediaRoute<Source> = (source: Source, asked: MediaRequest) => boolean;

/** Everything of one kind that stands under ids, e.g. live streams; its guard is `guardArea`. */
export interface MediaArea<Source> extends AreaGuard<Source> {
  /** First part of the path, e.g. `live`. */
  readonly name: string;
  find(id: string): Source | undefined;
  /** Counts what went out, in bytes. */
  served(source: Source, bytes: number): void;
  readonly routes: readonly MediaRoute<Source>[];
  /** For what is asked for most: the same answers as the routes', or false for whatever they are to answer. */
  fast?(source: Source, asked: FastRequest, respond: (answer: HttpAnswer) => void): boolean;
}

/** What the fast lane knows of a request. */
export interface FastRequest {
  readonly rest: string;
  readonly query: string;
  readonly acceptEncoding: string | undefined;
}

/** An address of its own, e.g. `/whip`. Returns false when the request isn't for it. */
export type OtherRoute = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

const MAX_URL_LENGTH = 1024;
const PATH = /^\/([a-z]+)\/([A-Za-z0-9_-]{8,64})\/(?:~([A-Za-z0-9_.-]{1,512})\/)?([^?]*)(?:\?(.*))?$/;
const NOT_FOUND = errorAnswer(404, "not-found");
const OFFLINE = errorAnswer(404, "offline");
const URL_TOO_LONG = errorAnswer(414, "url-too-long");
const METHOD_NOT_ALLOWED = errorAnswer(405, "method-not-allowed");
const HEALTHY = httpAnswer(
  200,
  ["content-type", "text/plain", "cache-control", "no-store"],
  [Buffer.from("ok\n")],
);
const PREFLIGHT = httpAnswer(
  204,
  ["access-control-allow-methods", "GET, HEAD, OPTIONS", "access-control-max-age", "86400"],
  [],
);

/** For whoever is going to be refused: only the refusal itself says why. */
const ANY_PREFLIGHT = httpAnswer(
  204,
  [
    "access-control-allow-methods",
    "GET, HEAD, POST, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers",
    "authorization, content-type, if-match, range",
    "cache-control",
    "no-store",
  ],
  [],
);

/** An area without its type of source, which only its own routes ever see. */
export interface OpenArea {
  readonly name: string;
  serve(path: MediaPath, request: IncomingMessage, response: ServerResponse): void;
  /** See `FastRoute`. */
  fast(path: MediaPath, acceptEncoding: string | undefined, respond: (answer: HttpAnswer) => void): boolean;
}

/** Makes an area one of those that `servePublic` and `fastPublic` take. */
export function openArea<Source>(area: MediaArea<Source>): OpenArea {
  return {
    name: area.name,
    serve: (path, request, response) => serveArea(area, path, request, response),
    fast({ id, token, rest, query }, acceptEncoding, respond) {
      const source = area.find(id);
      if (!source || !area.fast || area.refusal(source, token)) return false;
      return area.fast(source, { rest, query, acceptEncoding }, (answer) => {
        const given = guarded(area, source, token, answer);
        area.served(source, given.bytes);
        respond(given);
      });
    },
  };
}

/** Answers `/healthz`, the areas and the other addresses, and 404 for anything else. */
export function servePublic(areas: readonly OpenArea[], others: readonly OtherRoute[] = []) {
  const byName = new Map(areas.map((area) => [area.name, area]));
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "/";
    const answer = (one: HttpAnswer) => void sendAnswer(response, one, request.method === "HEAD");
    if (url.length > MAX_URL_LENGTH) return answer(URL_TOO_LONG);
    const path = readPath(url);
    const area = path && byName.get(path.area);
    if (area) return area.serve(path, request, response);
    const plain = url.split("?", 1)[0] ?? "/";
    if (others.some((route) => route(request, response, plain))) return;
    answer(isGet(request) && plain === "/healthz" ? HEALTHY : refusal(request));
  };
}

/** The way in for plain GETs (`fast-lane.ts`), by the same rules. */
export function fastPublic(areas: readonly OpenArea[]): FastRoute {
  const byName = new Map(areas.map((area) => [area.name, area]));
  return (url, acceptEncoding, respond) => {
    const path = readPath(url);
    return (path && byName.get(path.area)?.fast(path, acceptEncoding, respond)) ?? false;
  };
}

function serveArea<Source>(
  area: MediaArea<Source>,
  { id, token, rest, query }: MediaPath,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const isHead = request.method === "HEAD";
  const answer = (one: HttpAnswer) => void sendAnswer(response, one, isHead);
  const source = area.find(id);
  if (!source) {
    if (!isGet(request)) return answer(refusal(request));
    return answer(rest === "index.m3u8" ? OFFLINE : NOT_FOUND);
  }
  const refused = area.refusal(source, token);
  // A browser reads why it was refused only after its preflight went well.
  if (refused) return answer(request.method === "OPTIONS" ? ANY_PREFLIGHT : refusalAnswer(refused));
  const served = (bytes: number) => area.served(source, bytes);
  const asked: MediaRequest = {
    ...{ rest, query, token, request, response, served },
    isProtected: area.isProtected(source),
    refusal: (scope) => area.refusal(source, token, scope),
    respond: (one) => served(sendAnswer(response, guarded(area, source, token, one), isHead)),
  };
  if (!area.routes.some((route) => route(source, asked))) answer(refusal(request));
}

/** What was made for this request, unless its viewer was turned out while it waited. */
function guarded<Source>(area: MediaArea<Source>, source: Source, token: string | null, answer: HttpAnswer) {
  if (!area.isProtected(source)) return answer;
  const refused = area.refusal(source, token);
  return refused ? refusalAnswer(refused) : privateAnswer(answer);
}

/** Null for an address that isn't below any area. */
export function readPath(url: string): MediaPath | null {
  const match = url.length > MAX_URL_LENGTH ? null : PATH.exec(url);
  if (!match) return null;
  const [, area = "", id = "", token = null, rest = "", query = ""] = match;
  return { area, id, token, rest, query };
}

/** Whether a route that only reads may answer. */
export function isGet(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

function refusal(request: IncomingMessage): HttpAnswer {
  if (request.method === "OPTIONS") return PREFLIGHT;
  return isGet(request) ? NOT_FOUND : METHOD_NOT_ALLOWED;
}
