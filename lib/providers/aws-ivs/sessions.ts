import { GetStreamSessionCommand, type StreamSession } from "@aws-sdk/client-ivs";
import type { BeginVerb, Verb } from "./api";

/** An encoder's configuration does not change within a broadcast; it is looked at again because it comes late, in ms. */
const FRESH_MS = 300_000;
const MAX_REMEMBERED = 5_000;

/** What the service says of broadcasts on air. One call for each, so that they are asked for one after the other. */
export interface Sessions {
  /** What is known now; asks in the background for what is not. */
  known(channelArn: string, streamId: string): StreamSession | null;
  /** Asks, unless it is known; null where the service does not say. */
  find(verb: Verb, channelArn: string, streamId: string): Promise<StreamSession | null>;
}

export function createSessions(begin: BeginVerb, now: () => number): Sessions {
  const kept = new Map<string, { readonly at: number; readonly session: StreamSession | null }>();
  /** By stream, in the order of asking. */
  const wanted = new Map<string, string>();
  let isAsking = false;

  const isFresh = (streamId: string) => {
    const one = kept.get(streamId);
    return one !== undefined && now() - one.at < FRESH_MS;
  };

  async function ask(verb: Verb, channelArn: string, streamId: string): Promise<StreamSession | null> {
    const call = new GetStreamSessionCommand({ channelArn, streamId });
    // What can't be said now is asked again as late as what was said.
    const answer = await verb.send("GetStreamSession", call).catch(() => null);
    const session = answer?.streamSession ?? kept.get(streamId)?.session ?? null;
    if (kept.size >= MAX_REMEMBERED) kept.clear();
    kept.set(streamId, { at: now(), session });
    return session;
  }

  async function askForAll(): Promise<void> {
    isAsking = true;
    for (const [streamId, channelArn] of wanted) {
      wanted.delete(streamId);
      await ask(begin("observe"), channelArn, streamId);
    }
    isAsking = false;
  }

  return {
    known: (channelArn, streamId) => {
      if (!isFresh(streamId) && wanted.size < MAX_REMEMBERED) wanted.set(streamId, channelArn);
      if (wanted.size > 0 && !isAsking) void askForAll();
      return kept.get(streamId)?.session ?? null;
    },
    find: async (verb, channelArn, streamId) =>
      isFresh(streamId) ? (kept.get(streamId)?.session ?? null) : ask(verb, channelArn, streamId),
  };
}
