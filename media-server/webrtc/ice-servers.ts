import { createHmac } from "node:crypto";
import type { IceServer } from "../../lib/wire/p2p";

/** A creator's have to last for all the viewers who come while they are on air; a viewer's, for one to connect. */
const LIFETIMES_S = { creator: 12 * 3600, viewer: 2 * 3600 } as const;

/** A STUN or TURN server's address (RFC 7064, RFC 7065). */
export const ICE_URL_PATTERN = /^(?:stuns?|turns?):[A-Za-z0-9.[\]:-]+(?:\?transport=(?:udp|tcp))?$/;

/**
 * ICE servers as a client is given them. TURN servers come with credentials that end by themselves: the username is the
 * second of their end, the password its HMAC-SHA1, as coturn's `use-auth-secret` wants. Without a secret there is no TURN.
 */
export function iceServers(
  urls: readonly string[],
  turnSecret: string | null,
  nowMs: number,
  who: keyof typeof LIFETIMES_S = "viewer",
): IceServer[] {
  const username = `${Math.floor(nowMs / 1000) + LIFETIMES_S[who]}:${who}`;
  const credential = turnSecret && createHmac("sha1", turnSecret).update(username).digest("base64");
  return urls.flatMap((url) => {
    if (!url.startsWith("turn")) return [{ urls: url }];
    return credential ? [{ urls: url, username, credential }] : [];
  });
}
