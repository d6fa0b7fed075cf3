import { iceServers } from "./ice-servers";

/** `Link` header values that name the ICE servers (RFC 9725 §4.6). */
export function iceLinks(urls: readonly string[], turnSecret: string | null, nowMs: number): string[] {
  return iceServers(urls, turnSecret, nowMs).map(({ urls: url, username, credential }) =>
    username && credential
      ? `<${url}>; rel="ice-server"; username="${username}"; credential="${credential}"; credential-type="password"`
      : `<${url}>; rel="ice-server"`,
  );
}
