import { createHash, type KeyObject, sign } from "node:crypto";

/** The longest life of a token that names its viewer, in seconds (IVS user guide, "Generate and sign playback tokens"). */
const MAX_SECONDS = 600;
const MAX_VIEWER = 40;

export interface TokenWish {
  readonly channelArn: string;
  /** Whose sessions end together (`revocation.ts`), as the service's viewer and version of it. */
  readonly viewer: string;
  readonly version: number;
  /** Origins whose players may read it; empty: any. A hostname may begin with `*`. */
  readonly origins: readonly string[];
  /** Epoch ms. */
  readonly expiresAt: number;
  readonly now: number;
}

/**
 * A playback token: a JWT by ES384 (RFC 7518 §3.4). The service checks it where the multivariant playlist is asked for. Its
 * strict enforcement of origins is left off: it refuses players that send none, as those of iPhones.
 */
export function signPlayback(key: KeyObject, wish: TokenWish): string {
  // `exp` counts seconds; milliseconds would be refused.
  const exp = Math.min(Math.floor(wish.expiresAt / 1000), Math.floor(wish.now / 1000) + MAX_SECONDS);
  const header = encode({ alg: "ES384", typ: "JWT" });
  const claims = encode({
    "aws:channel-arn": wish.channelArn,
    "aws:access-control-allow-origin": wish.origins.length > 0 ? wish.origins.join(",") : "*",
    "aws:viewer-id": viewerId(wish.viewer),
    "aws:viewer-session-version": wish.version,
    exp,
  });
  const signature = sign("sha384", Buffer.from(`${header}.${claims}`), { key, dsaEncoding: "ieee-p1363" });
  return `${header}.${claims}.${signature.toString("base64url")}`;
}

/** The service takes 40 characters; a longer name becomes a digest, not a prefix that others may share. */
export function viewerId(viewer: string): string {
  if (viewer.length <= MAX_VIEWER) return viewer;
  return createHash("sha256").update(viewer).digest("base64url").slice(0, MAX_VIEWER);
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
