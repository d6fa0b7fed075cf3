import { type FastRequest, isGet, type MediaRequest } from "../public-routes";
import { errorAnswer, type HttpAnswer, httpAnswer } from "./http-answer";
import { renderMultivariant } from "./render-multivariant";
import { PLAYLIST_TYPE, type PlaylistRequest, type Rendition } from "./rendition";

/** What viewers can fetch of one stream. */
export interface HlsSource {
  /** By name as in the path; the source first. */
  readonly renditions: ReadonlyMap<string, Rendition>;
}

const PLAYLIST = "media.m3u8";
const OFFLINE = errorAnswer(404, "offline");
const BAD_REQUEST = errorAnswer(400, "bad-request");

/** Answers `index.m3u8`, `{rendition}/media.m3u8` and `{rendition}/{file}`. */
export function serveHls(source: HlsSource, { request, rest, query, respond }: MediaRequest): boolean {
  const acceptEncoding = request.headers["accept-encoding"]?.toString();
  return isGet(request) && answerHls(source, { rest, query, acceptEncoding }, respond);
}

/** The same for the fast lane. */
export function answerHls(
  source: HlsSource,
  { rest, query, acceptEncoding }: FastRequest,
  respond: (answer: HttpAnswer) => void,
): boolean {
  if (rest === "index.m3u8") {
    respond(multivariant(source));
    return true;
  }
  const slashAt = rest.indexOf("/");
  const rendition = source.renditions.get(rest.slice(0, slashAt));
  if (!rendition) return false;
  const name = rest.slice(slashAt + 1);
  if (name !== PLAYLIST) {
    rendition.requestFile(name, respond);
    return true;
  }
  const wish = parsePlaylistRequest(query, acceptEncoding);
  if (wish) rendition.requestPlaylist(wish, respond);
  else respond(BAD_REQUEST);
  return true;
}

function multivariant({ renditions }: HlsSource): HttpAnswer {
  const facts = [...renditions].flatMap(([name, rendition]) => rendition.facts(`${name}/${PLAYLIST}`) ?? []);
  // Others may be expected, but nobody is sent there before the source can be played.
  if (!facts[0]?.uri.startsWith("source/")) return OFFLINE;
  const headers = ["content-type", PLAYLIST_TYPE, "cache-control", "public, max-age=0, s-maxage=1"];
  return httpAnswer(200, headers, [Buffer.from(renderMultivariant(facts))]);
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
