import { createPublicKey, verify } from "node:crypto";
import { type Account, liveVideo } from "./account";
import type { Answer } from "./answer";
import type { MediaPlane } from "./media-plane";

export interface FileAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body?: Uint8Array | string;
}

/** What viewers fetch: by live input, by video, or by a token that stands for one of them. */
export async function answerPlayback(
  {
    account,
    media,
    now,
  }: { readonly account: Account; readonly media: MediaPlane; readonly now: () => number },
  name: string,
  file: string,
): Promise<FileAnswer> {
  const subject = subjectOf(account, name, now());
  const uid = subject ?? name;
  const input = account.inputs.get(uid);
  const video = account.videos.get(uid);
  if (!input && !video) return { status: name.includes(".") ? 401 : 404 };
  const isPrivate = input ? input.recording.requireSignedURLs : (video?.requireSignedURLs ?? true);
  if (isPrivate && subject === null) return { status: 401 };
  const live = input ? liveVideo(account, uid) : null;
  if (file === "lifecycle")
    return json({ isInput: Boolean(input), videoUID: live?.uid ?? null, live: live !== null });
  if (file === "views") return json({ liveViewers: input?.viewers ?? 0 });
  if (input && !live) return { status: 204 };
  const found = await media.file(uid, file);
  return found ? { status: 200, ...found } : { status: 204 };
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
