import { ID_PATTERN } from "./limits";

/**
 * A playback token: who may watch which stream until when. It stands in the path (`/live/{id}/~{token}/…`), so that the
 * relative addresses in playlists inherit it.
 *
 *   1.{scope}.{epoch}.{issued}.{expires}.{viewer}.{grant}.{mac}
 *
 * `scope` is `w` or `d`; epoch and times (epoch seconds) are base 36; `grant` may be empty; `mac` is HMAC-SHA-256 as
 * base64url over the stream's id and everything before it. The stream's id is not in the token: it is the one in the path.
 */
export interface PlaybackClaims {
  readonly streamId: string;
  /** Who watches; opaque, never an account's id. */
  readonly viewer: string;
  /** By which invitation; null for those who need none. */
  readonly grant: string | null;
  /** `download` includes `watch`. */
  readonly scope: PlaybackScope;
  readonly epoch: number;
  /** Epoch ms, kept to the second. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}
export type PlaybackScope = "watch" | "download";

/** A token taken apart, its signature not yet checked. */
export interface ReadToken {
  readonly claims: Omit<PlaybackClaims, "streamId">;
  /** What the mac covers, besides the stream's id. */
  readonly signed: string;
  /** 43 characters of base64url. */
  readonly mac: string;
}

/** HKDF-SHA-256 (RFC 5869, no salt) makes the 32-byte key from MEDIA_SECRET and this label. */
export const PLAYBACK_KEY_LABEL = "ann-pale-live/playback";

const TOKEN =
  /^(1\.([wd])\.([1-9a-z][0-9a-z]{0,5})\.([0-9a-z]{1,8})\.([0-9a-z]{1,8})\.([A-Za-z0-9_-]{8,64})\.((?:[A-Za-z0-9_-]{8,64})?))\.([A-Za-z0-9_-]{43})$/;

/** Null when it isn't one. */
export function readPlaybackToken(token: string): ReadToken | null {
  const match = TOKEN.exec(token);
  if (!match) return null;
  const [, signed = "", scope, epoch = "", issued = "", expires = "", viewer = "", grant = "", mac = ""] =
    match;
  return {
    claims: {
      viewer,
      grant: grant === "" ? null : grant,
      scope: scope === "d" ? "download" : "watch",
      epoch: Number.parseInt(epoch, 36),
      issuedAt: Number.parseInt(issued, 36) * 1000,
      expiresAt: Number.parseInt(expires, 36) * 1000,
    },
    signed,
    mac,
  };
}

/** The text whose mac a token of this stream carries. */
export function playbackMacInput(streamId: string, signed: string): string {
  return `${streamId}\n${signed}`;
}

/** With WebCrypto, so that the app's provider and tests of both processes can. Throws on claims that can't be written. */
export async function signPlaybackToken(secret: string, claims: PlaybackClaims): Promise<string> {
  const { streamId, viewer, grant, scope, epoch } = claims;
  if (![streamId, viewer, grant ?? viewer].every((id) => ID_PATTERN.test(id)))
    throw new Error("a playback token needs opaque ids");
  const seconds = (ms: number) => Math.floor(ms / 1000).toString(36);
  const times = `${seconds(claims.issuedAt)}.${seconds(claims.expiresAt)}`;
  const signed = `1.${scope === "download" ? "d" : "w"}.${epoch.toString(36)}.${times}.${viewer}.${grant ?? ""}`;
  const text = new TextEncoder().encode(playbackMacInput(streamId, signed));
  const mac = await crypto.subtle.sign("HMAC", await signingKey(secret), text);
  const token = `${signed}.${toBase64Url(new Uint8Array(mac))}`;
  if (!readPlaybackToken(token)) throw new Error("these claims make no playback token");
  return token;
}

const keys = new Map<string, Promise<CryptoKey>>();

function signingKey(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret);
  if (known) return known;
  // One process has one secret; tests have a few.
  if (keys.size > 16) keys.clear();
  const made = deriveSigningKey(secret);
  keys.set(secret, made);
  return made;
}

async function deriveSigningKey(secret: string): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const root = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  const info = encoder.encode(PLAYBACK_KEY_LABEL);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const kind = { name: "HMAC", hash: "SHA-256", length: 256 };
  return crypto.subtle.deriveKey(derivation, root, kind, false, ["sign"]);
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
