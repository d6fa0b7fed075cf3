import { ListStreamsCommand, type StreamSummary } from "@aws-sdk/client-ivs";
import type { ChannelRef, Observation } from "../contract";
import type { BeginVerb, Verb } from "./api";
import type { Census } from "./census";
import type { createPlayback } from "./playback";
import type { Sessions } from "./sessions";
import { OFF_AIR, statusOf } from "./status";

/** Whoever asks within this shares one look, in ms. */
const FRESH_MS = 2_000;
const MAX_PAGES = 200;

interface Knowledge {
  readonly sessions: Sessions;
  readonly census: Census;
  readonly learnAll: ReturnType<typeof createPlayback>["learnAll"];
}

/** One look at every live stream of the account, however many channels are asked about. */
export function createObserver(
  begin: BeginVerb,
  now: () => number,
  { sessions, census, learnAll }: Knowledge,
) {
  let last: { readonly at: number; readonly streams: Promise<ReadonlyMap<string, StreamSummary>> } | null =
    null;
  return async (refs: readonly ChannelRef[]): Promise<readonly Observation[]> => {
    const age = last ? now() - last.at : Number.POSITIVE_INFINITY;
    if (!last || age < 0 || age >= FRESH_MS) {
      const look = { at: now(), streams: listLive(begin("observe")) };
      last = look;
      look.streams.catch(() => {
        if (last === look) last = null;
      });
    }
    const streams = await last.streams;
    void learnAll(
      begin,
      refs.flatMap(({ id }) => (streams.has(id) ? [id] : [])),
    );
    return refs.map((ref) => {
      const live = streams.get(ref.id);
      if (!live) {
        const status = census.isGone(ref.id) ? null : OFF_AIR;
        return { ref, status, broadcastId: null, liveSince: null };
      }
      const session = live.streamId ? sessions.known(ref.id, live.streamId) : null;
      return {
        ref,
        status: statusOf(live, session, now()),
        broadcastId: live.streamId ?? null,
        liveSince: live.startTime?.getTime() ?? null,
      };
    });
  };
}

async function listLive(verb: Verb): Promise<ReadonlyMap<string, StreamSummary>> {
  const live = new Map<string, StreamSummary>();
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await verb.send("ListStreams", new ListStreamsCommand({ maxResults: 100, nextToken }));
    for (const one of answer.streams ?? []) if (one.channelArn) live.set(one.channelArn, one);
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return live;
}
