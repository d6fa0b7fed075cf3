import "server-only";
import type { Actor } from "../auth/actor";
import { logger } from "../logger";
import { getStream } from "./get-stream";
import { registerEventStream } from "./open-event-streams";
import type { StreamView } from "./stream";
import { watchStreamChanges } from "./watch-stream-changes";

const KEEP_ALIVE_MS = 15_000;

export interface EventStreamInput {
  readonly actor: Actor;
  readonly streamId: string;
  /** The client's connection. */
  readonly signal: AbortSignal;
  /** Asked again at each keep-alive: a session that ended, or an account that was suspended, ends the connection. */
  readonly reauthenticate: () => Promise<Actor | null>;
  readonly keepAliveMs?: number;
}

/**
 * Server-sent events (WHATWG HTML §9.2): `data` is a `StreamView` as JSON, at once and after each change; comments keep
 * proxies from closing. Throws `not-found`, `rate-limited` before the first byte.
 */
export async function openStreamEvents(input: EventStreamInput): Promise<ReadableStream<Uint8Array>> {
  const first = await getStream(input.actor, input.streamId);
  const controller = registerEventStream(input.actor.userId);
  const stop = () => controller.abort();
  if (input.signal.aborted) stop();
  input.signal.addEventListener("abort", stop, { once: true });
  return new ReadableStream<Uint8Array>({
    start: (sink) => {
      void pump(input, first, sink, controller);
    },
    cancel: stop,
  });
}

async function pump(
  input: EventStreamInput,
  first: StreamView,
  sink: ReadableStreamDefaultController<Uint8Array>,
  controller: AbortController,
): Promise<void> {
  const encoder = new TextEncoder();
  const { streamId } = input;
  let actor = input.actor;
  let sent = "";
  const send = (view: StreamView) => {
    const data = JSON.stringify(view);
    if (data === sent || controller.signal.aborted) return;
    sent = data;
    sink.enqueue(encoder.encode(`data: ${data}\n\n`));
  };
  const keepAlive = async () => {
    const current = await input.reauthenticate();
    if (!current || current.userId !== actor.userId) return controller.abort();
    actor = current;
    // A slow reader is let go: it reconnects and gets the newest state.
    if ((sink.desiredSize ?? 0) < -64) return controller.abort();
    if (!controller.signal.aborted) sink.enqueue(encoder.encode(": \n\n"));
    send(await getStream(actor, streamId));
  };
  const timer = setInterval(() => {
    keepAlive().catch(() => controller.abort());
  }, input.keepAliveMs ?? KEEP_ALIVE_MS);
  try {
    send(first);
    for await (const _ of watchStreamChanges(streamId, controller.signal))
      send(await getStream(actor, streamId));
  } catch (error) {
    logger().warn({ err: error, streamId }, "an event stream ended early");
  } finally {
    clearInterval(timer);
    controller.abort();
    try {
      sink.close();
    } catch {
      // The client closed first.
    }
  }
}
