import { problemResponse } from "@/lib/api/problem";
import { readActor } from "@/lib/auth/read-actor";
import { findClaims } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { openStreamEvents } from "@/lib/streams/stream-events";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  context: { params: Promise<{ streamId: string }> },
): Promise<Response> {
  try {
    const { streamId } = await context.params;
    const claims = await findClaims();
    const actor = claims && (await readActor(claims));
    if (!actor) throw new AppError("unauthenticated");
    const events = await openStreamEvents({
      actor,
      streamId,
      signal: request.signal,
      reauthenticate: () => readActor(claims),
    });
    return new Response(events, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  } catch (error) {
    return problemResponse(error, "stream events");
  }
}
