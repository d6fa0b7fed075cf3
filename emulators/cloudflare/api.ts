import { type Account, hexId, type Input, newSecrets } from "./account";
import { type Answer, done, inputAnswer, refused, videoAnswer } from "./answer";
import type { Broadcasts } from "./broadcasts";
import { InputBody } from "./input-body";

export interface ApiRequest {
  readonly method: string;
  /** Below the account's `/stream`, e.g. `/live_inputs`. */
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey: string | null;
}

interface Surroundings {
  readonly account: Account;
  readonly origin: string;
  /** `host:port` for encoders; absent where nothing is carried. */
  readonly rtmps?: string;
  readonly broadcasts: Broadcasts;
  readonly now: () => number;
}

const KEY_LIFE_MS = 6 * 60 * 60 * 1000;
const NOT_FOUND = refused(404, 10003, "not found");

/** The control plane's calls, as the vendor's description has them. */
export function answerApi(around: Surroundings, request: ApiRequest): Answer {
  const { account } = around;
  const { method, path } = request;
  if (!account.permissions.has(method === "GET" ? "read" : "write"))
    return refused(403, 10000, "Authentication error");
  if (path === "/storage-usage" && method === "GET") return storageAnswer(account);
  if (path === "/keys" && method === "GET")
    return done([{ id: account.signingKey.id, created: new Date(0).toISOString() }]);
  if (path === "/live_inputs") {
    if (method === "POST") return create(around, request);
    if (method === "GET") return list(account);
  }
  const [, uid = "", verb = ""] = /^\/live_inputs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (uid) return answerInput(around, request, uid, verb);
  const [, videoUid = ""] = /^\/([0-9A-Za-z_-]+)$/.exec(path) ?? [];
  return videoUid ? answerVideo(account, request, videoUid) : refused(404, 7003, "No route for the URI");
}

function storageAnswer({ storage, videos }: Account): Answer {
  const { used, limit } = storage;
  return done({
    totalStorageMinutes: Math.ceil(used),
    totalStorageMinutesLimit: limit,
    videoCount: videos.size,
    creator: "",
  });
}

function create(around: Surroundings, { body, idempotencyKey }: ApiRequest): Answer {
  const { account, origin, rtmps, now } = around;
  if (idempotencyKey && Buffer.byteLength(idempotencyKey) > 255) return refused(400, 10005, "Bad Request");
  const before = idempotencyKey ? account.made.get(idempotencyKey) : undefined;
  if (before && now() - before.at < KEY_LIFE_MS) {
    const same = account.inputs.get(before.uid);
    return same
      ? done(inputAnswer(account, same, origin, rtmps))
      : refused(409, 10009, "the idempotency key belongs to a deleted live input");
  }
  const wish = InputBody.safeParse(body ?? {});
  if (!wish.success) return refused(400, 10005, "Bad Request");
  const at = new Date(now()).toISOString();
  const input: Input = {
    uid: hexId(),
    created: at,
    modified: at,
    meta: {},
    enabled: true,
    preferLowLatency: false,
    deleteRecordingAfterDays: null,
    recording: {
      mode: "off",
      requireSignedURLs: false,
      allowedOrigins: null,
      hideLiveViewerCount: false,
      timeoutSeconds: 0,
    },
    keysRotatedAt: null,
    secrets: newSecrets(),
    state: null,
    viewers: 0,
  };
  change(input, wish.data);
  account.inputs.set(input.uid, input);
  if (idempotencyKey) account.made.set(idempotencyKey, { uid: input.uid, at: now() });
  return done(inputAnswer(account, input, origin, rtmps));
}

function change(input: Input, { recording, ...rest }: InputBody): void {
  Object.assign(input, rest);
  if (recording) input.recording = { ...input.recording, ...recording };
}

function list({ inputs }: Account): Answer {
  const liveInputs = [...inputs.values()].map(
    ({ uid, created, modified, meta, enabled, deleteRecordingAfterDays }) => ({
      uid,
      created,
      modified,
      meta,
      enabled,
      deleteRecordingAfterDays,
    }),
  );
  return done({ liveInputs, range: liveInputs.length, total: liveInputs.length });
}

function answerInput(around: Surroundings, request: ApiRequest, uid: string, verb: string): Answer {
  const { account, origin, rtmps, broadcasts, now } = around;
  const { method } = request;
  const input = account.inputs.get(uid);
  if (!input) return NOT_FOUND;
  const answer = () => done(inputAnswer(account, input, origin, rtmps));
  const drop = () => broadcasts.drop(uid);
  switch (`${method} ${verb}`) {
    case "GET ":
      return answer();
    case "DELETE ":
      drop();
      account.inputs.delete(uid);
      return { status: 200 };
    case "GET videos":
      return done([...account.videos.values()].filter((one) => one.liveInput === uid).map(videoAnswer));
    case "POST rotate_keys":
      drop();
      input.secrets = newSecrets();
      input.keysRotatedAt = new Date(now()).toISOString();
      break;
    case "PUT ": {
      const wish = InputBody.safeParse(request.body ?? {});
      if (!wish.success) return refused(400, 10005, "Bad Request");
      change(input, wish.data);
      break;
    }
    case "POST enable":
    case "POST disable":
      input.enabled = verb === "enable";
      break;
    default:
      return refused(405, 10405, "Method not allowed");
  }
  // Whether it reaches WebRTC is not documented: this stand-in assumes the worse.
  if (!input.enabled && input.recording.mode === "automatic") drop();
  input.modified = new Date(now()).toISOString();
  return answer();
}

function answerVideo(account: Account, { method, body }: ApiRequest, uid: string): Answer {
  const video = account.videos.get(uid);
  if (!video) return NOT_FOUND;
  if (method === "DELETE") {
    account.videos.delete(uid);
    return { status: 200 };
  }
  const { requireSignedURLs } = (body ?? {}) as { requireSignedURLs?: unknown };
  if (method === "POST" && typeof requireSignedURLs === "boolean")
    video.requireSignedURLs = requireSignedURLs;
  return done(videoAnswer(video));
}
