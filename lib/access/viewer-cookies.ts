import { env } from "../env";
import { randomText } from "../secrets/random-text";
import { BROWSER_ID_PATTERN, invitationCookie, VIEWER_COOKIE } from "./viewer";

/** As browsers keep it: out of reach for scripts, never sent along by other sites' pages. */
const cookieOptions = () =>
  ({
    httpOnly: true,
    sameSite: "lax",
    secure: env().PUBLIC_URL.startsWith("https:"),
    path: "/",
  }) as const;

/** A new browser's cookie; null when it keeps a good one. It lasts as long as the browser is open. */
export function newViewerCookie(kept: string | undefined) {
  if (kept && BROWSER_ID_PATTERN.test(kept)) return null;
  return { name: VIEWER_COOKIE, value: randomText(22), ...cookieOptions() };
}

/** Keeps a link's secret for one stream, so that it need not stay in the address bar. */
export function newInvitationCookie(streamId: string, secret: string, keepMs: number) {
  const maxAge = Math.max(1, Math.floor(keepMs / 1000));
  return { name: invitationCookie(streamId), value: secret, maxAge, ...cookieOptions() };
}
