import type { Observation, ProviderEvent } from "../providers/contract";
import { IDLE } from "../providers/media-events";
import type { StreamRow } from "./apply-event";
import { isOnAir } from "./broadcast-machine";

/** What is known of a stream when its provider is looked at. */
export type Observed = Pick<StreamRow, "id" | "broadcast" | "reconnectUntil" | "startedAt" | "seenAt">;

/**
 * What one look at a provider says of a stream, in the words in which providers tell of events; null when it says nothing
 * that counts. Events and looks are ordered by their time in ms, so that an event that came meanwhile is not undone. Pure.
 *
 * @param askedAt epoch ms, before the look began
 * @param windowMs how long a lost encoder may take to come back
 */
export function eventOf(
  stream: Observed,
  { status, liveSince }: Observation,
  askedAt: number,
  windowMs: number,
): ProviderEvent | null {
  const event = (change: ProviderEvent["change"]): ProviderEvent => ({
    id: null,
    order: { epoch: 0, sequence: askedAt },
    at: askedAt,
    change,
  });
  const streamId = stream.id;
  if (status?.ingest === "active") {
    const since = liveSince ?? stream.startedAt?.getTime() ?? askedAt;
    const told = { status, reconnectUntil: null, liveSince: since, cause: null };
    return event({ type: "stream-changed", streamId, broadcast: "live", ...told });
  }
  if (!isOnAir(stream.broadcast)) return null;
  if (stream.broadcast === "reconnecting") {
    const isOver = askedAt > (stream.reconnectUntil?.getTime() ?? 0);
    return isOver ? event({ type: "stream-ended", streamId, reason: "publisher-lost", usage: null }) : null;
  }
  // An event said that an encoder came; until there is something to play, a look finds nothing.
  const isBeginning =
    stream.broadcast === "connecting" && askedAt - (stream.seenAt?.getTime() ?? 0) < windowMs;
  if (isBeginning) return null;
  const told = { status: status ?? IDLE, reconnectUntil: askedAt + windowMs, liveSince: null };
  return event({
    type: "stream-changed",
    streamId,
    broadcast: "reconnecting",
    ...told,
    cause: "connection-closed",
  });
}
