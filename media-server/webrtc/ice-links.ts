import { createHmac } from "node:crypto";

const LIFETIME_S = 12 * 3600;

/** A STUN or TURN server's address (RFC 7064, RFC 7065). */
export const ICE_URL_PATTERN = /^(?:stuns?|turns?):[A-Za-z0-9.[\]:-]+(?:\?transport=(?:udp|tcp))?$/;

/**
 * `Link` header values that name ICE servers (RFC 9725 §4.6). TURN servers come with credentials that end by
 * themselves: the username is the second of their end, the password its HMAC-SHA1, as coturn's `use-auth-secret` wants.
 */
export function iceLinks(urls: readonly string[], turnSecret: string | null, nowMs: number): string[] {
  const username = `${Math.floor(nowMs / 1000) + LIFETIME_S}:viewer`;
  const password = turnSecret && createHmac("sha1", turnSecret).update(username).digest("base64");
  return urls.flatMap((url) => {
    if (!url.startsWith("turn")) return [`<${url}>; rel="ice-server"`];
    if (!password) return [];
    return [
      `<${url}>; rel="ice-server"; username="${username}"; credential="${password}"; credential-type="password"`,
    ];
  });
}
