import "server-only";
import { cookies } from "next/headers";
import { findActor } from "../auth/session";
import { BROWSER_ID_PATTERN, invitationCookie, VIEWER_COOKIE, type Viewer } from "./viewer";

/** Who makes this request, and what their browser keeps for this stream. */
export async function readViewer(streamId: string): Promise<Viewer> {
  const [actor, jar] = await Promise.all([findActor(), cookies()]);
  const browserId = jar.get(VIEWER_COOKIE)?.value ?? "";
  return {
    actor,
    browserId: BROWSER_ID_PATTERN.test(browserId) ? browserId : null,
    invitation: jar.get(invitationCookie(streamId))?.value ?? null,
  };
}
