import { type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import type { PlaybackPass } from "../contract";
import { failure } from "./api";
import { NO_SIGNING_KEY, parseSigningKey } from "./signing-key";

/** The vendor's own bound on a token's life, in seconds. */
const LONGEST_S = 24 * 60 * 60;
const signAsync = promisify<string, Buffer, KeyObject, Buffer>(sign);

export interface SigningKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Throws `misconfigured` for what is no signing key; the message never holds it. */
export function readSigningKey({ id, key }: { readonly id: string; readonly key: string }): SigningKey {
  const made = parseSigningKey(key);
  if (made) return { id, key: made };
  throw failure("misconfigured", "connect", `CLOUDFLARE_SIGNING_KEY ${NO_SIGNING_KEY}`);
}

/**
 * A playback token (RS256, RFC 7519) that replaces the uid in every address. `viewer` goes in as `jti`, so that no two
 * viewers hold the same one. Source: Cloudflare Stream, "Secure your Stream".
 */
export async function signToken(
  { id, key }: SigningKey,
  uid: string,
  pass: Pick<PlaybackPass, "viewer" | "scope" | "issuedAt" | "expiresAt">,
): Promise<string> {
  const issued = Math.floor(pass.issuedAt / 1000);
  const claims = {
    sub: uid,
    kid: id,
    exp: Math.min(Math.floor(pass.expiresAt / 1000), issued + LONGEST_S),
    jti: pass.viewer,
    ...(pass.scope === "download" ? { downloadable: true } : {}),
  };
  const signed = `${part({ alg: "RS256", kid: id })}.${part(claims)}`;
  const signature = await signAsync("RSA-SHA256", Buffer.from(signed), key);
  return `${signed}.${signature.toString("base64url")}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
