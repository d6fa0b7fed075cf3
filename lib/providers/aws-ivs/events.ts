import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { ProviderEvent, StreamProvider } from "../contract";
import { ProviderError } from "../errors";
import { IDLE } from "../media-events";

/** The header that the connection of the API destination adds (EventBridge, "API key" authorization). */
export const SECRET_HEADER = "x-live-events-secret";
const MAX_BODY = 64_000;
/** EventBridge delivers again for 24 h at most. */
const REMEMBER_MS = 24 * 3_600_000;
const MAX_REMEMBERED = 50_000;

const Event = z.object({
  id: z.string().min(1).max(64),
  source: z.literal("aws.ivs"),
  "detail-type": z.string().max(128),
  time: z.iso.datetime(),
  resources: z.array(z.string().max(256)).max(10),
  detail: z.object({
    event_name: z.string().max(64).optional(),
    channel_name: z.string().max(128).optional(),
  }),
});

/**
 * Events come by EventBridge through an API destination, at least once and in any order. The secret proves who sends; it
 * does not cover the body, which TLS keeps whole on its way.
 */
export function createEvents(
  secret: string,
  now: () => number,
): Required<Pick<StreamProvider, "parseEvents">> {
  const seen = new Map<string, number>();
  return {
    parseEvents: async (request) => {
      if (!isSame(request.header(SECRET_HEADER) ?? "", secret))
        throw refused("the secret is missing or wrong");
      if (request.body.length > MAX_BODY) throw refused("is too long");
      const parsed = Event.safeParse(parseJson(request.body));
      if (!parsed.success) throw refused("is not an event of this service", "invalid-input");
      const event = parsed.data;
      const at = now();
      for (const [id, time] of seen) {
        if (at - time < REMEMBER_MS && seen.size < MAX_REMEMBERED) break;
        seen.delete(id);
      }
      if (seen.has(event.id)) throw refused("was taken before");
      seen.set(event.id, at);
      return toProviderEvents(event);
    },
  };
}

/** A channel's name is its stream's id. Sorted by when they happened, to the ms: later arrivals of older ones change nothing. */
export function toProviderEvents(event: z.output<typeof Event>): readonly ProviderEvent[] {
  const streamId = event.detail.channel_name;
  if (!streamId) return [];
  const at = Date.parse(event.time);
  const common = { id: event.id, order: { epoch: 0, sequence: at }, at };
  if (event["detail-type"] === "IVS Stream State Change") {
    if (event.detail.event_name === "Stream Start") return [{ ...common, change: live(streamId, at) }];
    if (event.detail.event_name === "Stream End")
      return [
        { ...common, change: { type: "stream-ended", streamId, reason: "publisher-lost", usage: null } },
      ];
  }
  return [];
}

function live(streamId: string, liveSince: number): ProviderEvent["change"] {
  const status = { ...IDLE, ingest: "active", viewers: null } as const;
  const rest = { reconnectUntil: null, liveSince, cause: null };
  return { type: "stream-changed", streamId, broadcast: "live", status, ...rest };
}

/** By digests of one length, so that time tells nothing of the secret. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

function refused(
  message: string,
  code: "unauthenticated" | "invalid-input" = "unauthenticated",
): ProviderError {
  return new ProviderError({
    code,
    provider: "aws-ivs",
    operation: "parseEvents",
    message: `the event ${message}`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
