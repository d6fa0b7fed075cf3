import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { VIEWER_COOKIE } from "./lib/access/viewer";
import { newViewerCookie } from "./lib/access/viewer-cookies";
import { contentSecurityPolicy } from "./lib/content-security-policy";
import { env } from "./lib/env";

/** Gives every page its own content security policy; Next puts the nonce on its scripts by itself. Watch pages know their viewer again. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    mediaPublicUrl: env().MEDIA_PUBLIC_URL,
    isDevelopment: process.env.NODE_ENV === "development",
  });
  // One viewer stays one: what a token is given to, where nobody is signed in.
  const viewer = request.nextUrl.pathname.startsWith("/watch/")
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

export const config = { matcher: ["/((?!api/|_next/static|_next/image|favicon|icon).*)"] };
