import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Forwarding, MediaPlane } from "../media-plane/media-plane";
import { createViewers } from "../media-plane/viewers";
import { readBody } from "../read-body";
import { type Account, createAccount, finish, goIdle, goLive, hexId } from "./account";
import { type Answer, refused } from "./answer";
import { answerApi } from "./api";
import { carryBroadcasts, type WebhookTargets } from "./broadcasts";
import { answerGraphql, answerPlayback, type FileAnswer } from "./playback";
import { createRateLimit } from "./rate-limit";

/** Every answer says so, that nobody takes it for the real service. */
export const LABEL = { "x-emulator": "cloudflare-stream; not the real service" };
const MAX_BODY_BYTES = 1_000_000;
const EMPTY_FILE: FileAnswer = {
  status: 200,
  type: "application/vnd.apple.mpegurl",
  body: "#EXTM3U\n#EXT-X-VERSION:6\n",
};

/** How the next calls go: as usual, with a status, with garbage, late, or not at all. */
export type Fault =
  | "none"
  | "silent"
  | "outage"
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly delayMs: number };

export interface EmulatorOptions {
  readonly port?: number;
  readonly now?: () => number;
  /** What carries pictures; without it, tests say themselves who is live, and no file is served. */
  readonly media?: MediaPlane;
  /** Refused in production unless this is the demo, which is labelled as one on every page. */
  readonly isDemo?: boolean;
}

export interface CloudflareEmulator {
  readonly origin: string;
  readonly accountId: string;
  readonly apiToken: string;
  readonly account: Account;
  /** The environment that points the provider here. */
  environment(): Record<string, string>;
  behave(fault: Fault): void;
  /** A broadcaster comes. Throws what the vendor's notification would name. */
  goLive(inputUid: string): string | null;
  goIdle(inputUid: string): string | null;
  /** The recording is done. */
  finish(videoUid: string): void;
  /** Where webhooks go from now on; null for nowhere. */
  tell(targets: WebhookTargets | null): void;
  stop(): Promise<void>;
}

/** A stateful stand-in for Cloudflare Stream's API, its playback addresses and its analytics, on 127.0.0.1. */
export async function startCloudflareEmulator(options: EmulatorOptions = {}): Promise<CloudflareEmulator> {
  if (process.env.NODE_ENV === "production" && !options.isDemo)
    throw new Error("the emulator of a streaming service does not run in production");
  const { now = Date.now, media = null } = options;
  const account = createAccount();
  const broadcasts = carryBroadcasts(account, media, now);
  const viewers = createViewers(now);
  const accountId = hexId();
  const apiToken = hexId();
  const limit = createRateLimit(now);
  const graphqlLimit = createRateLimit(now, 300);
  let fault: Fault = "none";
  let origin = "";

  function answerMedia(request: IncomingMessage): FileAnswer | Forwarding {
    const { pathname, search: query } = new URL(request.url ?? "/", origin);
    const [, name = "", file = ""] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    const viewer = `${request.socket.remoteAddress} ${request.headers["user-agent"]} ${name}`;
    return answerPlayback({ account, broadcasts, viewers, now }, { name, file, query, viewer });
  }

  function answer(request: IncomingMessage, body: string): Answer {
    const { pathname } = new URL(request.url ?? "/", origin);
    if (request.headers.authorization !== `Bearer ${apiToken}`)
      return refused(401, 10000, "Authentication error");
    const isGraphql = pathname === "/client/v4/graphql";
    const wait = (isGraphql ? graphqlLimit : limit).refuse();
    if (wait !== null)
      return refused(429, 10429, "More than 1200 requests per 300 seconds reached", {
        "retry-after": String(wait),
      });
    const json = body === "" ? undefined : parseJson(body);
    if (isGraphql)
      return answerGraphql(account, (json as { variables?: object } | undefined)?.variables ?? {});
    const prefix = `/client/v4/accounts/${accountId}/stream`;
    if (!pathname.startsWith(prefix)) return refused(404, 7003, "No route for the URI");
    return answerApi(
      { account, origin, broadcasts, now, ...(media ? { rtmps: media.rtmps } : {}) },
      {
        method: request.method ?? "GET",
        path: decodeURIComponent(pathname.slice(prefix.length)),
        body: json,
        idempotencyKey: request.headers["idempotency-key"]?.toString() ?? null,
      },
    );
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isApi = request.url?.startsWith("/client/v4/") ?? false;
    const body = isApi ? await readBody(request, MAX_BODY_BYTES) : "";
    if (fault === "silent") return;
    if (fault === "outage") return void request.socket.destroy();
    if (typeof fault === "object" && "status" in fault)
      return void response.writeHead(fault.status, { ...LABEL, ...fault.headers }).end(fault.body ?? "");
    if (typeof fault === "object") await delay(fault.delayMs, undefined, { ref: false });
    if (body === null) return send(response, refused(413, 10013, "Request Entity Too Large"));
    const given = isApi ? answer(request, body) : answerMedia(request);
    if (!("path" in given)) return send(response, given);
    // Without pictures there is a playlist that names none.
    if (!media) return send(response, EMPTY_FILE);
    media.forward(request, response, given);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.headersSent || response.writeHead(500, LABEL).end());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  // A listening TCP server always has an AddressInfo.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    get origin() {
      return origin;
    },
    accountId,
    apiToken,
    account,
    environment: () => ({
      CLOUDFLARE_ACCOUNT_ID: accountId,
      CLOUDFLARE_API_TOKEN: apiToken,
      CLOUDFLARE_CUSTOMER_CODE: "emulator",
      CLOUDFLARE_API_URL: `${origin}/client/v4`,
      CLOUDFLARE_PLAYBACK_URL: origin,
      CLOUDFLARE_SIGNING_KEY_ID: account.signingKey.id,
      CLOUDFLARE_SIGNING_KEY: account.signingKey.pem,
    }),
    behave: (how) => {
      fault = how;
    },
    goLive: (uid) => goLive(account, uid, now())?.uid ?? null,
    goIdle: (uid) => goIdle(account, uid, now())?.uid ?? null,
    finish: (videoUid) => void finish(account, videoUid),
    tell: (targets) => broadcasts.tell(targets),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, given: Answer | FileAnswer): void {
  const type = "type" in given && given.type ? given.type : "application/json";
  const headers = "headers" in given ? given.headers : undefined;
  const { body: content } = given;
  const body = content === undefined || typeof content === "string" ? content : JSON.stringify(content);
  response
    .writeHead(given.status, {
      ...LABEL,
      ...(body === undefined ? {} : { "content-type": type }),
      ...headers,
    })
    .end(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
