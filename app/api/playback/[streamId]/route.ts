import { NextResponse } from "next/server";
import { getViewerPlayback } from "@/lib/access/get-viewer-playback";
import { readViewer } from "@/lib/access/read-viewer";
import { newViewerCookie } from "@/lib/access/viewer-cookies";
import { problemResponse } from "@/lib/api/problem";
import { addressOf } from "@/lib/auth/address-of";

export const dynamic = "force-dynamic";

/** A viewer's own, fresh addresses of a stream. `?lasting=1`: for players that can't change them under way. */
export async function GET(
  request: Request,
  context: { params: Promise<{ streamId: string }> },
): Promise<Response> {
  try {
    const { streamId } = await context.params;
    const viewer = await readViewer(streamId.slice(0, 64));
    const cookie = viewer.browserId ? null : newViewerCookie(undefined);
    const playback = await getViewerPlayback(
      streamId,
      { ...viewer, browserId: viewer.browserId ?? cookie?.value ?? null },
      {
        address: addressOf(request.headers.get("x-forwarded-for")),
        isLasting: new URL(request.url).searchParams.get("lasting") === "1",
      },
    );
    const response = NextResponse.json(playback, { headers: { "cache-control": "private, no-store" } });
    if (cookie) response.cookies.set(cookie);
    return response;
  } catch (error) {
    return problemResponse(error, "playback");
  }
}
