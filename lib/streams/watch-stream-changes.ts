import "server-only";
import { listen } from "../db/client";
import { STREAM_CHANGED } from "./write-streams";

type Heard = () => void;
interface Hub {
  readonly byStream: Map<string, Set<Heard>>;
  listening: Promise<unknown> | undefined;
}
const holder: { __liveStreamHub?: Hub } & typeof globalThis = globalThis;

/**
 * Yields at once, and then for every burst of changes to a stream, by whichever process they were made, until `signal` aborts.
 * Changes while the consumer is busy become one. One database listener serves all watchers of this process.
 */
export async function* watchStreamChanges(streamId: string, signal: AbortSignal): AsyncGenerator<void, void> {
  // The first look comes after listening has begun, so that nothing falls in between.
  let pending = true;
  let wake: Heard = () => {};
  const heard = () => {
    pending = true;
    wake();
  };
  const forget = await subscribe(streamId, heard);
  signal.addEventListener("abort", heard);
  try {
    while (!signal.aborted) {
      if (!pending) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      pending = false;
      if (!signal.aborted) yield;
    }
  } finally {
    forget();
    signal.removeEventListener("abort", heard);
  }
}

async function subscribe(streamId: string, heard: Heard): Promise<Heard> {
  holder.__liveStreamHub ??= { byStream: new Map(), listening: undefined };
  const hub = holder.__liveStreamHub;
  const watchers = hub.byStream.get(streamId) ?? new Set();
  hub.byStream.set(streamId, watchers.add(heard));
  hub.listening ??= listen(STREAM_CHANGED, (id) => {
    for (const one of hub.byStream.get(id) ?? []) one();
  });
  try {
    await hub.listening;
  } catch (error) {
    hub.listening = undefined;
    watchers.delete(heard);
    throw error;
  }
  return () => {
    watchers.delete(heard);
    if (watchers.size === 0) hub.byStream.delete(streamId);
  };
}

/** For tests, whose database goes away. */
export function forgetStreamHub(): void {
  holder.__liveStreamHub = undefined;
}
