import type { ChannelRef, Observation } from "../contract";
import { isProviderError, type ProviderError } from "../errors";
import type { LiveInput } from "./answers";
import type { MediaPlane } from "./media-plane";
import { ingestOf, toStatus } from "./status";

/** Looks at once; a thousand channels at 70 ms each then take 2.5 s. */
const AT_ONCE = 30;
/** How long a count of viewers is good for, in ms: it is half of all calls, and lags behind at the vendor too. */
const VIEWERS_MS = 15_000;
const MAX_REMEMBERED = 5_000;

/**
 * Asks for each channel; those that could not be asked are missing. Starts where the last round ended, so that none starves.
 * Throws the outage when there is nothing else: then nobody answers at all.
 */
export function createObserver(look: (ref: ChannelRef) => Promise<Observation>) {
  let next = 0;
  return async (refs: readonly ChannelRef[]): Promise<readonly Observation[]> => {
    const from = refs.length === 0 ? 0 : next % refs.length;
    const queue = [...refs.slice(from), ...refs.slice(0, from)];
    const found: Observation[] = [];
    const failures: ProviderError[] = [];
    let isHopeless = false;
    const worker = async () => {
      for (let ref = queue.shift(); ref && !isHopeless; ref = queue.shift()) {
        try {
          found.push(await look(ref));
        } catch (error) {
          if (!isProviderError(error)) throw error;
          failures.push(error);
          // Nobody else in this round would be let through, or answered, either.
          isHopeless ||= error.code === "rate-limited" || (found.length === 0 && failures.length >= AT_ONCE);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    next = from + found.length;
    const [outage] = failures;
    if (outage && found.length === 0 && failures.every(isOutage)) throw outage;
    return found;
  };
}

const isOutage = ({ code }: ProviderError) => code === "timeout" || code === "unavailable";

/** By the addresses that viewers use, which cost nothing of the API's budget. */
export function lookByMediaPlane(plane: MediaPlane, now: () => number) {
  const counted = new Map<string, { readonly at: number; readonly viewers: number | null }>();

  async function viewersOf({ id }: ChannelRef): Promise<number | null> {
    const known = counted.get(id);
    const age = known ? now() - known.at : Number.POSITIVE_INFINITY;
    if (known && age >= 0 && age < VIEWERS_MS) return known.viewers;
    const viewers = await plane.viewers(id, "observe");
    if (counted.size >= MAX_REMEMBERED) counted.clear();
    counted.set(id, { at: now(), viewers });
    return viewers;
  }

  return async (ref: ChannelRef): Promise<Observation> => {
    const { exists, isLive, videoId } = await plane.look(ref.id, "observe");
    if (!exists) return { ref, status: null, broadcastId: null, liveSince: null };
    // The next broadcast begins with nobody.
    if (!isLive) counted.delete(ref.id);
    if (!isLive) return { ref, status: toStatus("inactive", 0), broadcastId: null, liveSince: null };
    const viewers = await viewersOf(ref);
    return { ref, status: toStatus("active", viewers), broadcastId: videoId, liveSince: null };
  };
}

/** By the API: what comes in by WebRTC shows nowhere else. */
export function lookByApi(read: (ref: ChannelRef) => Promise<LiveInput | null>) {
  return async (ref: ChannelRef): Promise<Observation> => {
    const input = await read(ref);
    return {
      ref,
      status: input && toStatus(ingestOf(input), null),
      broadcastId: null,
      liveSince: null,
    };
  };
}
