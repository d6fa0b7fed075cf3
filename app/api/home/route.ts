import { problemResponse } from "@/lib/api/problem";
import { getHomeBoard } from "@/lib/streams/get-home-board";
import { readLabel } from "@/lib/streams/read-label";

export const dynamic = "force-dynamic";

/** What the front page shows now; `?label=` narrows it. The same for everybody, so a cache may keep it for a moment. */
export async function GET(request: Request): Promise<Response> {
  try {
    const label = readLabel(new URL(request.url).searchParams.get("label"));
    const board = await getHomeBoard(label);
    return Response.json(board, { headers: { "cache-control": "public, max-age=2" } });
  } catch (error) {
    return problemResponse(error, "home");
  }
}
