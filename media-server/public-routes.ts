import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlaybackScope } from "../lib/wire/playback-token";
import { type AreaGuard, privateAnswer, refusalAnswer } from "./access/guarded-area";
import type { AccessRefusal } from "./access/playback-gate";
import type { FastRoute } from "./fast-lane";
import { errorAnswer, type HttpAnswer, httpAnswer, sendAnswer } from "./packaging/http-answer";

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

/** Answers `/healthz`, the areas and the other addresses, and 404 for anything else. */
// Each area keeps its own type of source; only its own routes ever see one.
// biome-ignore lint/suspicious/noExplicitAny: see above
export function servePublic(areas: readonly MediaArea<any>[], others: readonly OtherRoute[] = []) {
  const byName = new Map(areas.map((area) => [area.name, area]));
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "/";
    const isHead = request.method === "HEAD";
    const answer = (one: HttpAnswer) => void sendAnswer(response, one, isHead);
    if (url.length > MAX_URL_LENGTH) return answer(URL_TOO_LONG);
    const match = PATH.exec(url);
    const area = match?.[1] === undefined ? undefined : byName.get(match[1]);
    if (!match || !area) {
      const path = url.split("?", 1)[0] ?? "/";
      if (others.some((route) => route(request, response, path))) return;
      return answer(isGet(request) && path === "/healthz" ? HEALTHY : refusal(request));
    }
    const [, , id = "", token = null, rest = "", query = ""] = match;
    const source = area.find(id);
    const refused = source && area.refusal(source, token);
    // A browser reads why it was refused only after its preflight went well.
    if (refused) return answer(request.method === "OPTIONS" ? ANY_PREFLIGHT : refusalAnswer(refused));
    const asked: MediaRequest = {
      rest,
      query,
      token,
      request,
      response,
      isProtected: source !== undefined && area.isProtected(source),
      refusal: (scope) => (source ? area.refusal(source, token, scope) : null),
      respond: (one) => {
        const bytes = sendAnswer(response, source ? guarded(area, source, token, one) : one, isHead);
        if (source) area.served(source, bytes);
      },
      served: (bytes) => {
        if (source) area.served(source, bytes);
      },
    };
    if (source && area.routes.some((route) => route(source, asked))) return;
    if (!isGet(request)) return answer(refusal(request));
    answer(!source && rest === "index.m3u8" ? OFFLINE : NOT_FOUND);
  };
}

/** The way in for plain GETs (`fast-lane.ts`), by the same rules. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function fastPublic(areas: readonly MediaArea<any>[]): FastRoute {
  const byName = new Map(areas.map((area) => [area.name, area]));
  return (url, acceptEncoding, respond) => {
    const match = PATH.exec(url);
    const area = match?.[1] === undefined ? undefined : byName.get(match[1]);
    if (!match || !area?.fast) return false;
    const [, , id = "", token = null, rest = "", query = ""] = match;
    const source = area.find(id);
    if (!source || area.refusal(source, token)) return false;
    return area.fast(source, { rest, query, acceptEncoding }, (answer) => {
      const given = guarded(area, source, token, answer);
      area.served(source, given.bytes);
      respond(given);
    });
  };
}

/** What was made for this request, unless its viewer was turned out while it waited. */
function guarded<Source>(area: MediaArea<Source>, source: Source, token: string | null, answer: HttpAnswer) {
  if (!area.isProtected(source)) return answer;
  const refused = area.refusal(source, token);
  return refused ? refusalAnswer(refused) : privateAnswer(answer);
}

/** What an address below an area names; null for any other address. */
export function findMedia(url: string, areaName: string) {
  const match = url.length > MAX_URL_LENGTH ? null : PATH.exec(url);
  if (match?.[1] !== areaName) return null;
  const [, , id = "", token = null, rest = ""] = match;
  return { id, token, rest };
}

/** Whether a route that only reads may answer. */
export function isGet(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

function refusal(request: IncomingMessage): HttpAnswer {
  if (request.method === "OPTIONS") return PREFLIGHT;
  return isGet(request) ? NOT_FOUND : METHOD_NOT_ALLOWED;
}
