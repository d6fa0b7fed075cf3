import { ID_PATTERN } from "./limits";

/**
 * The leave to try a line out: whoever holds it may send media to the media server's `/probe` for some seconds, where it is
 * measured and thrown away. It is no stream key and puts nothing on air.
 *
 *   {expires}{streamId}{mac}
 *
 * `expires` is epoch seconds in base 36, eight characters; `mac` is HMAC-SHA-256 as base64url, 43 characters. Without
 * separators it has the shape of a stream key, and goes the way of one: as bearer token of a WHIP request.
 */
export interface ProbeClaims {
  /** Whose line: one probe at a time for each stream. */
  readonly streamId: string;
  /** Epoch ms, kept to the second. */
  readonly expiresAt: number;
}

export const PROBE_PATH = "/probe";

const LABEL = "ann-pale-live/probe";
const TOKEN = /^([0-9a-z]{8})([A-Za-z0-9_-]{8,64})([A-Za-z0-9_-]{43})$/;

/** Throws on an id that can't be one. */
export async function signProbeToken(secret: string, { streamId, expiresAt }: ProbeClaims): Promise<string> {
  if (!ID_PATTERN.test(streamId)) throw new Error("a probe token needs an opaque id");
  const expires = Math.floor(expiresAt / 1000)
    .toString(36)
    .padStart(8, "0");
  const mac = await crypto.subtle.sign("HMAC", await keyOf(secret), bytesOf(expires + streamId));
  return `${expires}${streamId}${toBase64Url(new Uint8Array(mac))}`;
}

/** The stream whose line may be tried out, or null: forged, or over. */
export async function readProbeToken(secret: string, token: string, now: number): Promise<string | null> {
  const [, expires = "", streamId = "", mac = ""] = TOKEN.exec(token) ?? [];
  if (streamId === "") return null;
  const isOurs = await crypto.subtle.verify(
    "HMAC",
    await keyOf(secret),
    fromBase64Url(mac),
    bytesOf(expires + streamId),
  );
  return isOurs && Number.parseInt(expires, 36) * 1000 > now ? streamId : null;
}

/** HKDF-SHA-256 (RFC 5869, no salt) of MEDIA_SECRET and a label of its own: no other token passes for this one. */
async function keyOf(secret: string): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: bytesOf(LABEL) };
  const kind = { name: "HMAC", hash: "SHA-256", length: 256 };
  return crypto.subtle.deriveKey(derivation, root, kind, false, ["sign", "verify"]);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
