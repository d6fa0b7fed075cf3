import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import {
  AnnounceCall,
  type Announcement,
  type ControlHealth,
  DisconnectCall,
  EndStreamCall,
} from "../../lib/wire/control";
import { ID_PATTERN, MAX_SIGNED_BODY_BYTES } from "../../lib/wire/limits";
import type { StreamSnapshot } from "../../lib/wire/media-events";
import { createNonceStore, verifyRequest } from "../../lib/wire/signed-request";
import { StreamSettings } from "../../lib/wire/stream-settings";
import type { EndReason } from "../../lib/wire/stream-state";
import type { Log } from "../log";
import { parse, type Reply } from "./control-call";
import { answerRecordingCall, type RecordingControl } from "./recording-calls";

export interface ControlDeps {
  readonly secret: string;
  readonly serverId: string;
  readonly epoch: number;
  readonly now: () => number;
  readonly log: Log;
  readonly streams: {
    snapshots(): StreamSnapshot[];
    end(streamId: string, reason: EndReason): void;
    disconnect(streamId: string, cause: string): void;
    apply(streamId: string, settings: StreamSettings): void;
  };
  readonly recordings: RecordingControl;
  /** Answers what operators' tools ask, unsigned, and returns true; returns false for anything else. */
  readonly operator?: (request: IncomingMessage, response: ServerResponse) => boolean;
  announce(topics: readonly string[], announcement: Announcement): void;
}

const BODY_MS = 5_000;

/** The app's private door (`lib/wire/control.ts`). Every call is signed, every signature good once; anything else gets 401, but for `operator`. */
export function createControlServer(deps: ControlDeps): Server {
  const nonces = createNonceStore();
  const server = createServer((request, response) => {
    if (deps.operator?.(request, response)) return;
    answer(request)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        deps.log.error({ err: error }, "a control call failed");
        if (!response.headersSent) send(response, { status: 500, body: { error: "internal" } });
      });
  });
  server.headersTimeout = BODY_MS;
  server.requestTimeout = BODY_MS;
  server.maxConnections = 200;
  return server;

  async function answer(request: IncomingMessage): Promise<Reply> {
    const body = await readBody(request);
    if (body === null) return { status: 413, body: { error: "too-large" } };
    const parts = { method: request.method ?? "GET", path: request.url ?? "/", body };
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : null;
    };
    const verdict = await verifyRequest(deps.secret, parts, header, nonces, deps.now());
    if (!verdict.valid) {
      deps.log.warn(
        { reason: verdict.reason, address: request.socket.remoteAddress },
        "a control call was refused",
      );
      return { status: 401, body: { error: verdict.reason } };
    }
    return (await answerRecordingCall(deps.recordings, parts)) ?? route(deps, parts);
  }
}

function route(
  deps: ControlDeps,
  { method, path, body }: { method: string; path: string; body: string },
): Reply {
  if (method === "GET" && path === "/control/v1/health") return { status: 200, body: health(deps) };
  if (method === "POST" && path === "/control/v1/announcements") {
    const call = parse(AnnounceCall, body);
    if (!call) return { status: 400, body: { error: "invalid" } };
    deps.announce(call.topics, call.announcement);
    return { status: 204 };
  }
  const match = /^\/control\/v1\/streams\/([^/]+)(?:\/(end|disconnect|settings))?$/.exec(path);
  const streamId = match?.[1] ?? "";
  if (!ID_PATTERN.test(streamId)) return { status: 404, body: { error: "not-found" } };
  const verb = match?.[2];
  if (method === "GET" && !verb) {
    const stream = deps.streams.snapshots().find((snapshot) => snapshot.streamId === streamId);
    return stream ? { status: 200, body: stream } : { status: 404, body: { error: "not-found" } };
  }
  if (method === "PUT" && verb === "settings") return apply(deps, streamId, body);
  if (method !== "POST" || !verb || verb === "settings")
    return { status: 405, body: { error: "method-not-allowed" } };
  return verb === "end" ? end(deps, streamId, body) : disconnect(deps, streamId, body);
}

function end(deps: ControlDeps, streamId: string, body: string): Reply {
  const call = parse(EndStreamCall, body);
  if (!call) return { status: 400, body: { error: "invalid" } };
  deps.streams.end(streamId, call.reason);
  return { status: 204 };
}

function disconnect(deps: ControlDeps, streamId: string, body: string): Reply {
  const call = parse(DisconnectCall, body);
  if (!call) return { status: 400, body: { error: "invalid" } };
  deps.streams.disconnect(streamId, call.cause);
  return { status: 204 };
}

function apply(deps: ControlDeps, streamId: string, body: string): Reply {
  const settings = parse(StreamSettings, body);
  if (!settings) return { status: 400, body: { error: "invalid" } };
  deps.streams.apply(streamId, settings);
  return { status: 204 };
}

function health({ serverId, epoch, streams }: ControlDeps): ControlHealth {
  return {
    serverId,
    epoch,
    streams: streams.snapshots(),
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
  };
}

/** Null when the body is larger than any signed call. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_SIGNED_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = { "cache-control": "no-store", "content-length": Buffer.byteLength(text) };
  response.writeHead(status, text ? { ...headers, "content-type": "application/json" } : headers);
  response.end(text);
}
