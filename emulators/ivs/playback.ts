import { type KeyObject, verify } from "node:crypto";
import type { Forwarding } from "../media-plane/media-plane";
import type { Viewers } from "../media-plane/viewers";
import { type Account, newId } from "./account";
import type { Broadcasts } from "./broadcasts";

interface Surroundings {
  readonly account: Account;
  readonly broadcasts: Broadcasts;
  readonly viewers: Viewers;
  readonly publicKey: KeyObject;
  readonly now: () => number;
}

/** One viewer's playback, from the multivariant playlist on; segments are asked for without a token. */
interface Session {
  readonly channelArn: string;
  readonly broadcastId: string;
  readonly viewerId: string | null;
  readonly version: number;
}

const MAX_SESSIONS = 10_000;

/** `…/api/video/v1/{region}.{account}.channel.{id}.m3u8`. */
export const playbackPath = (channelArn: string): string =>
  `/api/video/v1/${channelArn.split(":").slice(3).join(".").replace("/", ".")}.m3u8`;

/** What viewers ask for: an HTTP status, or where our media server has it. */
export function createPlayback({ account, broadcasts, viewers, publicKey, now }: Surroundings) {
  const sessions = new Map<string, Session>();

  function begin(channelArn: string, search: URLSearchParams): number | Forwarding {
    const broadcastId = broadcasts.current(channelArn);
    const claims = readToken(search.get("token") ?? "");
    const isLet = claims?.["aws:channel-arn"] === channelArn && Number(claims.exp) * 1000 > now();
    if (account.channels.get(channelArn)?.authorized && !isLet) return 403;
    if (!broadcastId || !account.streams.has(channelArn)) return 404;
    const id = newId();
    if (sessions.size >= MAX_SESSIONS) sessions.clear();
    sessions.set(id, {
      ...{ channelArn, broadcastId },
      viewerId: (claims?.["aws:viewer-id"] as string | undefined) ?? null,
      version: Number(claims?.["aws:viewer-session-version"] ?? 0),
    });
    const base = `/v1/session/${id}/`;
    return {
      path: `/live/${broadcastId}/index.m3u8`,
      rewrite: (text) => text.replace(/^(?!#)(?=\S)/gm, base).replace(/URI="(?![a-z]+:|\/)/g, `URI="${base}`),
    };
  }

  function goOn(id: string, rest: string): number | Forwarding {
    const session = sessions.get(id);
    if (!session) return 404;
    if (isRevoked(session)) return 403;
    viewers.note(session.channelArn, id);
    return { path: `/live/${session.broadcastId}/${rest}` };
  }

  const isRevoked = ({ channelArn, viewerId, version }: Session) =>
    account.revocations.some(
      (one) =>
        one.channelArn === channelArn &&
        one.viewerId === viewerId &&
        version <= (one.viewerSessionVersionsLessThanOrEqualTo ?? Number.POSITIVE_INFINITY),
    );

  /** The claims of a token that we signed; null for any other. */
  function readToken(token: string): Record<string, unknown> | null {
    const [head = "", claims = "", signature = ""] = token.split(".");
    const data = Buffer.from(`${head}.${claims}`);
    const key = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
    if (!signature || !verify("sha384", data, key, Buffer.from(signature, "base64url"))) return null;
    return JSON.parse(Buffer.from(claims, "base64url").toString());
  }

  return (url: string): number | Forwarding => {
    const { pathname, search, searchParams } = new URL(url, "http://emulator");
    const [, id = "", rest = ""] = /^\/v1\/session\/(\w+)\/(.+)$/.exec(pathname) ?? [];
    if (id) return goOn(id, rest + search);
    const channelArn = [...account.channels.keys()].find((arn) => playbackPath(arn) === pathname);
    return channelArn ? begin(channelArn, searchParams) : 404;
  };
}
