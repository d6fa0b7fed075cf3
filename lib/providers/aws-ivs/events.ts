import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { RecordingFacts } from "../../wire/recording";
import type { LiveStatus, ProviderEvent, StreamProvider } from "../contract";
import { ProviderError } from "../errors";
import { recordingIn } from "./recording-event";
import { OFF_AIR, STARVING } from "./status";

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
    recording_status: z.string().max(64).optional(),
    recording_s3_bucket_name: z.string().max(128).optional(),
    recording_s3_key_prefix: z.string().max(256).optional(),
    recording_duration_ms: z.number().min(0).optional(),
  }),
});
export type IvsEvent = z.output<typeof Event>;

/** What events of recordings are held against. */
interface RecordingSource {
  /** Where this installation's recordings go; null: nowhere. */
  readonly bucket: string | null;
  /** What the bucket holds of one; null where it holds nothing. Throws `ProviderError`. */
  describe(recordingId: string): Promise<RecordingFacts | null>;
}
const NO_RECORDINGS: RecordingSource = { bucket: null, describe: async () => null };

/**
 * Events come by EventBridge through an API destination, at least once and in any order. The secret proves who sends; it
 * does not cover the body, which TLS keeps whole on its way.
 */
export function createEvents(
  secret: string,
  now: () => number,
  recordings: RecordingSource = NO_RECORDINGS,
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
      const isRecording = event["detail-type"] === "IVS Recording State Change";
      return isRecording ? recordingEvents(event, recordings) : toProviderEvents(event);
    },
  };
}

async function recordingEvents(
  event: IvsEvent,
  { bucket, describe }: RecordingSource,
): Promise<readonly ProviderEvent[]> {
  const told = bucket !== null && event.detail.recording_s3_bucket_name === bucket && recordingIn(event);
  const { channel_name: streamId } = event.detail;
  if (!told || !streamId) return [];
  // What the bucket says is more: its size, and when it really began. Without it the event has to do.
  const held = told.state === "recording" ? null : await describe(told.recordingId).catch(() => null);
  const recording = held?.state === told.state ? held : told;
  return [{ ...envelopeOf(event), change: { type: "recording-changed", streamId, recording } }];
}

/** A channel's name is its stream's id. Sorted by when they happened, to the ms: later arrivals of older ones change nothing. */
export function toProviderEvents(event: IvsEvent): readonly ProviderEvent[] {
  const streamId = event.detail.channel_name;
  const name = event.detail.event_name;
  if (!streamId) return [];
  const common = envelopeOf(event);
  if (event["detail-type"] === "IVS Stream State Change") {
    if (name === "Stream Start") return [{ ...common, change: live(streamId, common.at, {}) }];
    if (name === "Stream End")
      return [
        { ...common, change: { type: "stream-ended", streamId, reason: "publisher-lost", usage: null } },
      ];
  }
  if (event["detail-type"] === "IVS Stream Health Change") {
    if (name === "Starvation Start")
      return [{ ...common, change: live(streamId, common.at, { health: "poor", issues: [STARVING] }) }];
    if (name === "Starvation End")
      return [{ ...common, change: live(streamId, common.at, { health: "good" }) }];
  }
  return [];
}

function envelopeOf({ id, time }: IvsEvent) {
  const at = Date.parse(time);
  return { id, order: { epoch: 0, sequence: at }, at };
}

function live(streamId: string, liveSince: number, known: Partial<LiveStatus>): ProviderEvent["change"] {
  const status: LiveStatus = { ...OFF_AIR, ingest: "active", ...known };
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
