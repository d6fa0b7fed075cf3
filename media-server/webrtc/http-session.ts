import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type HttpAnswer, httpAnswer, sendAnswer } from "../packaging/http-answer";
import { readText } from "./read-text";
import { SdpError } from "./sdp/offer";
import { type IceFragment, parseFragment } from "./sdp/parse-fragment";

/** A WHIP or WHEP session as its HTTP resource knows it (RFC 9725 §4.2). */
export interface SessionResource {
  readonly id: string;
  /** This server's ICE username fragment: the entity tag is made of it. */
  readonly iceUfrag: string;
  /** The client's; a fragment with another one asks for an ICE restart. */
  readonly clientUfrag: string;
  /** Who may change or end it: the bearer token it was opened with, or null when its address is all it takes. */
  readonly bearer: string | null;
  end(): void;
}

/** What became of an offer: a session with its SDP answer, or a refusal with a word for programs. */
export type Opened =
  | { readonly session: SessionResource; readonly answer: string }
  | { readonly status: number; readonly error: string; readonly detail?: string };

/** One endpoint and its sessions. */
export interface SessionEndpoint {
  /** Path of the endpoint as clients know it, without a slash at the end; sessions stand below it. */
  readonly path: string;
  /** The part after the endpoint's path; null for the endpoint itself. */
  readonly sessionId: string | null;
  /** Takes an offer (SDP text). */
  open(offer: string, bearer: string | null): Promise<Opened>;
  find(sessionId: string): SessionResource | undefined;
  /** Values of `Link` headers that name ICE servers (RFC 9725 §4.6), for whoever was let in. */
  readonly iceLinks: () => readonly string[];
}

const SDP = "application/sdp";
const FRAGMENT = "application/trickle-ice-sdpfrag";
const MAX_BODY_BYTES = 64 * 1024;
const BODY_DEADLINE_MS = 5_000;
const NO_STORE = ["cache-control", "no-store"];
const CORS = [
  "access-control-allow-headers",
  "authorization, content-type, if-match",
  "access-control-expose-headers",
  "location, etag, link, accept-patch, accept-post, retry-after",
  "access-control-max-age",
  "86400",
];

/** Answers a request to a WHIP or WHEP endpoint or to one of its sessions (RFC 9725). Rejects only when `open` does. */
export async function answerSession(
  endpoint: SessionEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await (endpoint.sessionId === null
    ? atEndpoint(endpoint, request)
    : atSession(endpoint, endpoint.sessionId, request));
  // What is left of a body that nobody reads must not be taken for the next request.
  const hasBody =
    "transfer-encoding" in request.headers || Number(request.headers["content-length"] ?? 0) > 0;
  if (hasBody && !request.complete) response.setHeader("connection", "close");
  sendAnswer(response, answer, request.method === "HEAD");
}

async function atEndpoint(endpoint: SessionEndpoint, request: IncomingMessage): Promise<HttpAnswer> {
  if (request.method === "OPTIONS") return options(["OPTIONS, POST", "accept-post", SDP]);
  if (request.method !== "POST") return refuse(405, "method-not-allowed", null, ["allow", "OPTIONS, POST"]);
  const body = await readBody(request, SDP);
  if (typeof body !== "string") return body;
  const opened = await endpoint.open(body, bearerOf(request));
  if ("error" in opened) return refuse(opened.status, opened.error, opened.detail ?? null);
  const { session, answer } = opened;
  const headers = ["content-type", SDP, "location", `${endpoint.path}/${session.id}`, "etag", tagOf(session)];
  headers.push("accept-patch", FRAGMENT, ...NO_STORE, ...CORS);
  for (const link of endpoint.iceLinks()) headers.push("link", link);
  return httpAnswer(201, headers, [Buffer.from(answer)]);
}

async function atSession(
  endpoint: SessionEndpoint,
  sessionId: string,
  request: IncomingMessage,
): Promise<HttpAnswer> {
  const { method } = request;
  if (method === "OPTIONS") return options(["OPTIONS, PATCH, DELETE", "accept-patch", FRAGMENT]);
  if (method !== "PATCH" && method !== "DELETE")
    return refuse(405, "method-not-allowed", null, ["allow", "OPTIONS, PATCH, DELETE"]);
  const session = endpoint.find(sessionId);
  if (!session) return refuse(404, "unknown-session");
  const bearer = bearerOf(request);
  if (session.bearer !== null && bearer === null) return refuse(401, "no-token");
  if (session.bearer !== null && !isSame(session.bearer, bearer ?? "")) return refuse(403, "foreign-token");
  if (method === "DELETE") {
    session.end();
    return httpAnswer(200, [...NO_STORE, ...CORS], []);
  }
  const body = await readBody(request, FRAGMENT);
  if (typeof body !== "string") return body;
  return patch(session, body, request.headers["if-match"]);
}

/**
 * Trickle ICE (RFC 9725 §4.3). The client's candidates need no work: this server answers whoever calls with the right
 * credentials, and calls nobody. ICE restarts are beyond the library; 422 tells the client to begin a new session.
 */
function patch(session: SessionResource, body: string, ifMatch: string | undefined): HttpAnswer {
  if (ifMatch === undefined) return refuse(428, "if-match-required");
  let fragment: IceFragment;
  try {
    fragment = parseFragment(body);
  } catch (error) {
    return refuse(400, error instanceof SdpError ? error.reason : "malformed-fragment");
  }
  const isOurs = ifMatch === tagOf(session);
  const isRestart = fragment.iceUfrag !== null && fragment.iceUfrag !== session.clientUfrag;
  if (!isOurs && ifMatch !== "*") return refuse(412, "stale-ice-session", null, ["etag", tagOf(session)]);
  if (isRestart) return refuse(422, "ice-restart-unsupported");
  return httpAnswer(204, ["etag", tagOf(session), ...NO_STORE, ...CORS], []);
}

async function readBody(request: IncomingMessage, type: string): Promise<string | HttpAnswer> {
  const given = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (given !== type) {
    return refuse(415, "wrong-content-type", `Send ${type}.`, [
      type === SDP ? "accept-post" : "accept-patch",
      type,
    ]);
  }
  const read = await readText(request, { maxBytes: MAX_BODY_BYTES, deadlineMs: BODY_DEADLINE_MS });
  if ("text" in read) return read.text;
  return read.failed === "too-large" ? refuse(413, "body-too-large") : refuse(408, "body-too-slow");
}

/** `Authorization: Bearer …` (RFC 6750); null without one. */
export function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer +([A-Za-z0-9._~+/=-]{1,512}) *$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

function options([methods = "", acceptName = "", acceptType = ""]: readonly string[]): HttpAnswer {
  const headers = ["access-control-allow-methods", methods, "allow", methods, acceptName, acceptType];
  return httpAnswer(204, [...headers, ...CORS], []);
}

function refuse(
  status: number,
  error: string,
  detail: string | null = null,
  more: readonly string[] = [],
): HttpAnswer {
  const body = Buffer.from(JSON.stringify(detail === null ? { error } : { error, detail }));
  const headers = ["content-type", "application/json", ...NO_STORE, ...CORS, ...more];
  if (status === 401) headers.push("www-authenticate", "Bearer");
  if (status === 503 || status === 429) headers.push("retry-after", "5");
  return httpAnswer(status, headers, [body]);
}

function tagOf({ iceUfrag }: SessionResource): string {
  return `"${iceUfrag}"`;
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
