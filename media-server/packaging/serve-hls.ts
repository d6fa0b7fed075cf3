import type { IncomingMessage, ServerResponse } from "node:http";
import { errorAnswer, type HttpAnswer, httpAnswer, sendAnswer } from "./http-answer";
import { renderMultivariant } from "./render-multivariant";
import { PLAYLIST_TYPE, type PlaylistRequest, type Rendition } from "./rendition";

/** What viewers can fetch of one stream. */
export interface HlsSource {
  readonly rendition: Rendition;
  /** Counts what went out, in bytes. */
  served(bytes: number): void;
}

const PREFIX = "/live/";
const SOURCE = "source/";
const MAX_URL_LENGTH = 512;
const NOT_FOUND = errorAnswer(404, "not-found");
const OFFLINE = errorAnswer(404, "offline");
const URL_TOO_LONG = errorAnswer(414, "url-too-long");
const BAD_REQUEST = errorAnswer(400, "bad-request");
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

/**
 * Answers the public paths, and 404 for anything else:
 * `/healthz`, `/live/{id}/index.m3u8`, `/live/{id}/source/media.m3u8` and `/live/{id}/source/{file}`.
 */
export function serveHls(find: (streamId: string) => HlsSource | undefined) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = request.url ?? "/";
    const { method } = request;
    const isHead = method === "HEAD";
    const fixed = fixedAnswer(method, url);
    if (fixed) return void sendAnswer(response, fixed, isHead);
    const queryAt = url.indexOf("?");
    const path = queryAt === -1 ? url : url.slice(0, queryAt);
    const slashAt = path.indexOf("/", PREFIX.length);
    const source = path.startsWith(PREFIX) ? find(path.slice(PREFIX.length, slashAt)) : undefined;
    const rest = path.slice(slashAt + 1);
    const isIndex = rest === "index.m3u8";
    if (!source) return void sendAnswer(response, isIndex ? OFFLINE : NOT_FOUND, isHead);
    const respond = (answer: HttpAnswer) => source.served(sendAnswer(response, answer, isHead));
    if (isIndex) return respond(multivariant(source));
    if (!rest.startsWith(SOURCE)) return respond(NOT_FOUND);
    const name = rest.slice(SOURCE.length);
    if (name !== "media.m3u8") return source.rendition.requestFile(name, respond);
    const query = queryAt === -1 ? "" : url.slice(queryAt + 1);
    const wish = parsePlaylistRequest(query, request.headers["accept-encoding"]);
    if (wish) source.rendition.requestPlaylist(wish, respond);
    else respond(BAD_REQUEST);
  };
}

function fixedAnswer(method: string | undefined, url: string): HttpAnswer | null {
  if (url.length > MAX_URL_LENGTH) return URL_TOO_LONG;
  if (method === "OPTIONS") return PREFLIGHT;
  if (method !== "GET" && method !== "HEAD") return METHOD_NOT_ALLOWED;
  return url === "/healthz" ? HEALTHY : null;
}

function multivariant({ rendition }: HlsSource): HttpAnswer {
  const facts = rendition.facts("source/media.m3u8");
  if (!facts) return OFFLINE;
  const headers = ["content-type", PLAYLIST_TYPE, "cache-control", "public, max-age=0, s-maxage=1"];
  return httpAnswer(200, headers, [Buffer.from(renderMultivariant([facts]))]);
}

/** Null when a delivery directive (RFC 8216bis §6.2.5) makes no sense. Unknown parameters are ignored. */
export function parsePlaylistRequest(query: string, acceptEncoding: unknown): PlaylistRequest | null {
  const isGzip =
    typeof acceptEncoding === "string" && /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(acceptEncoding);
  if (query === "") return { msn: null, part: null, isDelta: false, isGzip };
  const directives = new URLSearchParams(query);
  const msn = parseNumber(directives.get("_HLS_msn"));
  const part = parseNumber(directives.get("_HLS_part"));
  if (Number.isNaN(msn) || Number.isNaN(part) || (part !== null && msn === null)) return null;
  const skip = directives.get("_HLS_skip");
  return { msn, part, isDelta: skip === "YES" || skip === "v2", isGzip };
}

function parseNumber(text: string | null): number | null {
  if (text === null) return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
