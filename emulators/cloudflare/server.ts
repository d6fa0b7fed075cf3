import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type Account, createAccount, finish, goIdle, goLive, hexId } from "./account";
import { type Answer, refused } from "./answer";
import { answerApi } from "./api";
import { type MediaPlane, NO_MEDIA } from "./media-plane";
import { answerGraphql, answerPlayback, type FileAnswer } from "./playback";
import { createRateLimit } from "./rate-limit";

/** Every answer says so, that nobody takes it for the real service. */
const LABEL = { "x-emulator": "cloudflare-stream; not the real service" };
const MAX_BODY_BYTES = 1_000_000;

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
  stop(): Promise<void>;
}

/** A stateful stand-in for Cloudflare Stream's API, its playback addresses and its analytics, on 127.0.0.1. */
export async function startCloudflareEmulator(options: EmulatorOptions = {}): Promise<CloudflareEmulator> {
  if (process.env.NODE_ENV === "production" && !options.isDemo)
    throw new Error("the emulator of a streaming service does not run in production");
  const { now = Date.now, media = NO_MEDIA } = options;
  const account = createAccount();
  const accountId = hexId();
  const apiToken = hexId();
  const limit = createRateLimit(now);
  const graphqlLimit = createRateLimit(now, 300);
  let fault: Fault = "none";
  let origin = "";

  async function answer(request: IncomingMessage, body: string): Promise<Answer | FileAnswer> {
    const { pathname } = new URL(request.url ?? "/", origin);
    if (!pathname.startsWith("/client/v4/")) {
      const [, name = "", file = ""] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
      return answerPlayback({ account, media, now }, name, file);
    }
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
      { account, origin, media, now },
      {
        method: request.method ?? "GET",
        path: decodeURIComponent(pathname.slice(prefix.length)),
        body: json,
        idempotencyKey: request.headers["idempotency-key"]?.toString() ?? null,
      },
    );
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (fault === "silent") return;
    if (fault === "outage") return void request.socket.destroy();
    if (typeof fault === "object" && "status" in fault)
      return void response.writeHead(fault.status, { ...LABEL, ...fault.headers }).end(fault.body ?? "");
    if (typeof fault === "object") await delay(fault.delayMs, undefined, { ref: false });
    const given =
      body === null ? refused(413, 10013, "Request Entity Too Large") : await answer(request, body);
    send(response, given);
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
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, given: Answer | FileAnswer): void {
  const isFile = "type" in given || given.body === undefined || given.body instanceof Uint8Array;
  const type = "type" in given && given.type ? given.type : "application/json";
  const headers = "headers" in given ? given.headers : undefined;
  const body = isFile || typeof given.body === "string" ? given.body : JSON.stringify(given.body);
  response
    .writeHead(given.status, {
      ...LABEL,
      ...(body === undefined ? {} : { "content-type": type }),
      ...headers,
    })
    .end(body);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
