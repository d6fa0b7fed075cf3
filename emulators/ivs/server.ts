import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bucket } from "../media-plane/bucket";
import type { MediaPlane } from "../media-plane/media-plane";
import { createViewers } from "../media-plane/viewers";
import { readBody } from "../read-body";
import { Account, REGION } from "./account";
import { ApiError, OPERATIONS } from "./api";
import { carryBroadcasts } from "./broadcasts";
import type { EventTarget } from "./events";
import { createPlayback, playbackPath } from "./playback";
import { verifySignature } from "./sigv4";

/** How the next calls are treated: as usual, with an answer of the test's, late, or never. */
export type Behaviour =
  | "normal"
  | "silent"
  | { readonly status: number; readonly body?: string }
  | { readonly delayMs: number }
  /** Does what is asked, and loses the answer to this operation once. */
  | { readonly loseAnswerTo: string };

/** One call and its answer, for whoever checks them. */
export interface Exchange {
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

const PER_SECOND = 5;
const MAX_BODY = 64_000;
/** Every answer says so, that nobody takes it for the service. */
export const LABEL = { "x-emulator": "Amazon IVS emulator, not the service" };
const CORS = { "access-control-allow-origin": "*" };

export interface IvsEmulatorOptions {
  readonly perSecond?: number;
  /** What carries pictures; without it, tests say themselves who is live. */
  readonly media?: MediaPlane;
  /** What is recorded into, by the account's recording configuration. */
  readonly bucket?: Bucket;
  /** In production it is refused, unless this is the demo, which is labelled as one on every page. */
  readonly isDemo?: boolean;
}

/** A stand-in for the control plane of Amazon IVS, on this machine only. Not the service: it says so in every answer. */
export async function startIvsEmulator(wish: IvsEmulatorOptions = {}) {
  if (process.env.NODE_ENV === "production" && !wish.isDemo)
    throw new Error("the emulator of Amazon IVS does not run in production");
  const account = new Account();
  const viewers = createViewers(Date.now);
  const { media = null, bucket = null } = wish;
  const broadcasts = media && carryBroadcasts(account, media, bucket, (text) => console.error(text));
  const credentials = {
    accessKeyId: "EMULATEDACCESSKEY",
    secretAccessKey: randomBytes(20).toString("base64url"),
  };
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const playback =
    broadcasts &&
    createPlayback({ account, broadcasts, viewers, publicKey: createPublicKey(privateKey), now: Date.now });
  const exchanges: Exchange[] = [];
  const taken = new Map<string, number[]>();
  let behaviour: Behaviour = "normal";

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  /** Viewers, to whom the API's faults are no trouble. */
  function showVideo(request: IncomingMessage, response: ServerResponse): void {
    const answer = playback?.(request.url ?? "/") ?? 404;
    if (typeof answer === "number") response.writeHead(answer, { ...LABEL, ...CORS }).end();
    else media?.forward(request, response, answer);
  }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    if (request.method !== "POST") return showVideo(request, response);
    const body = await readBody(request, MAX_BODY);
    if (body === null) return void response.destroy();
    const operation = (request.url ?? "").slice(1);
    const how = behaviour;
    if (how === "silent") return;
    if (typeof how === "object" && "delayMs" in how)
      await new Promise((resolve) => setTimeout(resolve, how.delayMs));
    const { status, name, text } =
      typeof how === "object" && "status" in how
        ? { status: how.status, name: null, text: how.body ?? "" }
        : answer(operation, request, body);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([key, one]) => [key, String(one)]),
    );
    exchanges.push({ operation, headers, body, status, answer: text });
    if (typeof how === "object" && "loseAnswerTo" in how && how.loseAnswerTo === operation) {
      behaviour = "normal";
      return response.destroy();
    }
    response.writeHead(status, {
      ...(status === 204 ? {} : { "content-type": "application/json" }),
      ...LABEL,
      ...(name ? { "x-amzn-ErrorType": name } : {}),
    });
    response.end(text);
  }

  function answer(operation: string, request: IncomingMessage, body: string) {
    try {
      const { method = "", url = "", headers } = request;
      const forged = verifySignature({ method, url, headers, body }, credentials, REGION, Date.now());
      if (forged) throw new ApiError(403, forged.name, forged.message);
      const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
      if (!run || method !== "POST")
        throw new ApiError(404, "UnknownOperationException", "No such operation");
      throttle(operation);
      if (account.denied.has(operation))
        throw new ApiError(
          403,
          "AccessDeniedException",
          `User is not authorized to perform: ivs:${operation}`,
        );
      const result = run(account, body === "" ? {} : JSON.parse(body));
      return result === undefined
        ? { status: 204, name: null, text: "" }
        : { status: 200, name: null, text: JSON.stringify(result) };
    } catch (error) {
      const known =
        error instanceof ApiError ? error : new ApiError(400, "ValidationException", "Not what was expected");
      const text = JSON.stringify({ exceptionMessage: known.message });
      return { status: known.status, name: known.name, text };
    }
  }

  function throttle(operation: string): void {
    const now = Date.now();
    const recent = (taken.get(operation) ?? []).filter((at) => at > now - 1_000);
    if (recent.length >= (wish.perSecond ?? PER_SECOND))
      throw new ApiError(429, "ThrottlingException", "Rate exceeded");
    taken.set(operation, [...recent, now]);
  }

  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (media) {
    account.playbackUrl = (arn) => endpoint + playbackPath(arn);
    account.rtmps = media.rtmps;
    account.countViewers = viewers.count;
  }
  return {
    account,
    endpoint,
    exchanges,
    secrets: [credentials.secretAccessKey, pem.slice(60, 140)],
    behave: (how: Behaviour) => {
      behaviour = how;
    },
    /** Where events go from now on; null for nowhere. */
    tell: (target: EventTarget | null) => broadcasts?.tell(target),
    environment: (): Record<string, string> => ({
      ...(bucket
        ? {
            AWS_IVS_RECORDING_CONFIGURATION_ARN: account.recording.arn,
            AWS_IVS_RECORDINGS_BUCKET: account.recording.bucketName,
            AWS_IVS_RECORDINGS_URL: `${bucket.endpoint}/${account.recording.bucketName}`,
            AWS_IVS_RECORDINGS_ENDPOINT: bucket.endpoint,
          }
        : {}),
      AWS_IVS_REGION: REGION,
      AWS_IVS_ENDPOINT: endpoint,
      AWS_IVS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_IVS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_IVS_PLAYBACK_KEY: pem,
      AWS_IVS_PLAYBACK_KEY_ARN: account.playbackKeyArn,
    }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export type IvsEmulator = Awaited<ReturnType<typeof startIvsEmulator>>;
