import { createPublicKey, verify } from "node:crypto";
import type { Forwarding } from "../media-plane/media-plane";
import type { Viewers } from "../media-plane/viewers";
import { type Account, liveVideo } from "./account";
import type { Answer } from "./answer";
import type { Broadcasts } from "./broadcasts";

export interface FileAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

interface Surroundings {
  readonly account: Account;
  readonly broadcasts: Broadcasts;
  readonly viewers: Viewers;
  readonly now: () => number;
}

/** The files of our media server by the names that they have at the vendor. */
const NAMES: Readonly<Record<string, string>> = {
  "manifest/video.m3u8": "index.m3u8",
  "manifest/video.mpd": "manifest.mpd",
  "thumbnails/thumbnail.jpg": "poster.jpg",
};
const NOTHING: FileAnswer = { status: 204 };

/**
 * What viewers and encoders ask for without the API: by live input, by video, by a token that stands for one of them, or by
 * the secret of WHIP. An answer, or where our media server has it.
 */
export function answerPlayback(
  around: Surroundings,
  asked: { readonly name: string; readonly file: string; readonly query: string; readonly viewer: string },
): FileAnswer | Forwarding {
  const { account, broadcasts, viewers, now } = around;
  const { name, file, query } = asked;
  const [, session = ""] = /^webRTC\/publish((?:\/[\w-]+)?)$/.exec(file) ?? [];
  if (file.startsWith("webRTC/publish"))
    return {
      path: `/whip${session}${query}`,
      // Who has the address has the right, here as there: nothing else is asked for.
      authorization: `Bearer ${name}`,
      location: (path) => path.replace(/^\/whip/, `/${name}/webRTC/publish`),
    };
  const subject = subjectOf(account, name, now());
  const uid = subject ?? name;
  const input = account.inputs.get(uid);
  const video = account.videos.get(uid);
  if (!input && !video) return { status: name.includes(".") ? 401 : 404 };
  const isPrivate = input ? input.recording.requireSignedURLs : (video?.requireSignedURLs ?? true);
  if (isPrivate && subject === null) return { status: 401 };
  const live = input ? liveVideo(account, uid) : null;
  if (file === "lifecycle") {
    const isLive = live !== null && input?.state === "connected";
    return json({ isInput: Boolean(input), videoUID: live?.uid ?? null, live: isLive });
  }
  if (file === "views") return json({ liveViewers: (input?.viewers ?? 0) + viewers.count(uid) });
  const [, whep] = /^webRTC\/play((?:\/[\w-]+)?)$/.exec(file) ?? [];
  if (input && whep !== undefined) return whepOf(broadcasts.current(uid), uid, whep);
  const broadcastId = live?.uid ?? video?.uid;
  if (!broadcastId) return NOTHING;
  if (file.endsWith(".m3u8") || file.endsWith(".mpd")) viewers.note(uid, asked.viewer);
  const area = account.videos.get(broadcastId)?.state === "ready" ? "replays" : "live";
  return { path: `/${area}/${broadcastId}/${NAMES[file] ?? file.replace(/^manifest\//, "")}${query}` };
}

function whepOf(broadcastId: string | null, uid: string, session: string): FileAnswer | Forwarding {
  if (!broadcastId) return { status: 409 };
  const path = `/live/${broadcastId}/whep`;
  return {
    path: path + session,
    location: (given) => given.replace(path, `/${uid}/webRTC/play`),
  };
}

function json(value: unknown): FileAnswer {
  return { status: 200, type: "application/json", body: JSON.stringify(value) };
}

/** Whom a token is for; null for what isn't a token that holds now. */
export function subjectOf({ signingKey }: Account, token: string, now: number): string | null {
  const [head = "", claims = "", signature = ""] = token.split(".");
  if (!signature) return null;
  const isGenuine = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${claims}`),
    createPublicKey(signingKey.publicKey),
    Buffer.from(signature, "base64url"),
  );
  if (!isGenuine) return null;
  const { sub, exp, kid } = JSON.parse(Buffer.from(claims, "base64url").toString());
  return kid === signingKey.id && exp * 1000 > now ? sub : null;
}

/** Minutes viewed per video, as the analytics API groups them. */
export function answerGraphql(account: Account, variables: { readonly uids?: readonly string[] }): Answer {
  if (!account.permissions.has("analytics"))
    return { status: 200, body: { data: null, errors: [{ message: "not authorized for that account" }] } };
  const streamMinutesViewedAdaptiveGroups = [...account.videos.values()]
    .filter(({ uid, minutesViewed }) => minutesViewed > 0 && (variables.uids?.includes(uid) ?? true))
    .map(({ uid, minutesViewed }) => ({ sum: { minutesViewed }, dimensions: { uid } }));
  return {
    status: 200,
    body: { data: { viewer: { accounts: [{ streamMinutesViewedAdaptiveGroups }] } }, errors: null },
  };
}
