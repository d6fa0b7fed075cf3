import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { VIEWER_COOKIE } from "./lib/access/viewer";
import { newViewerCookie } from "./lib/access/viewer-cookies";
import { contentSecurityPolicy, workerSecurityPolicy } from "./lib/content-security-policy";
import { embedSubject } from "./lib/embed/embed-path";
import { findEmbeddable } from "./lib/embed/find-embeddable";
import { env } from "./lib/env";
import { mediaSources } from "./lib/media-sources";

/** Gives every page its own content security policy; Next puts the nonce on its scripts by itself. Watch pages know their viewer again. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = randomBytes(16).toString("base64");
  const { pathname } = request.nextUrl;
  const mediaPublicUrl = env().MEDIA_PUBLIC_URL;
  if (pathname.startsWith("/player-assets/")) {
    const headers = {
      "content-security-policy": workerSecurityPolicy({ mediaPublicUrl, mediaSources: mediaSources() }),
    };
    return NextResponse.next({ headers });
  }
  const policy = contentSecurityPolicy({
    nonce,
    mediaPublicUrl,
    mediaSources: mediaSources(),
    isDevelopment: process.env.NODE_ENV === "development",
    frameAncestors: await frameAncestors(pathname),
  });
  // One viewer stays one: what a token is given to, where nobody is signed in.
  const viewer = pathname.startsWith("/watch/")
    ? newViewerCookie(request.cookies.get(VIEWER_COOKIE)?.value)
    : null;
  if (viewer) request.cookies.set(viewer.name, viewer.value);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (viewer) response.cookies.set(viewer);
  return response;
}

/** Embed pages may be shown by the sites that their creator names, and by our own; all other pages by nobody. */
async function frameAncestors(pathname: string): Promise<readonly string[]> {
  const subject = embedSubject(pathname);
  if (subject === null) return [];
  const found = await findEmbeddable(subject);
  return found && !found.isPrivate ? ["'self'", ...found.origins] : [];
}

export const config = { matcher: ["/((?!api/|_next/static|_next/image|favicon|icon).*)"] };
