import { z } from "zod";
import type { HealthIssue, StreamNotice } from "../../wire/stream-state";
import type { ProviderEvent, WebhookRequest } from "../contract";
import { Video } from "./answers";
import { failure } from "./api";
import type { CloudflareOptions } from "./index";
import type { MediaPlane } from "./media-plane";
import { factsOf } from "./recordings";
import { toStatus } from "./status";
import { createWebhookGuard } from "./webhook-signature";

/** Source: "Receive Live Webhooks". */
const Notification = z.object({
  ts: z.number().nullish(),
  data: z.object({
    input_id: z.string().min(1).max(64),
    event_type: z.enum(["live_input.connected", "live_input.disconnected", "live_input.errored"]),
    updated_at: z.string().max(64),
    live_input_errored: z
      .object({ error: z.object({ code: z.string().max(64) }).nullish() })
      .nullish()
      .catch(null),
  }),
});
type Notification = z.infer<typeof Notification>["data"];

const ISSUES: Readonly<Record<string, HealthIssue["code"]>> = {
  ERR_GOP_OUT_OF_RANGE: "key-frame-interval-long",
  ERR_UNSUPPORTED_VIDEO_CODEC: "video-codec-unsupported",
  ERR_UNSUPPORTED_AUDIO_CODEC: "audio-codec-unsupported",
};

interface EventSources {
  readonly options: CloudflareOptions;
  readonly plane: MediaPlane;
  readonly now: () => number;
  /** Our stream's id of a live input; null for one that is not ours. */
  readonly streamOf: (inputId: string) => Promise<string | null>;
}

/** Both of the vendor's webhooks, told apart by how they are signed. Of what isn't ours, no event. */
export function createEventParser({ options, plane, now, streamOf }: EventSources) {
  const guard = createWebhookGuard(now);

  async function nameOf(request: WebhookRequest, inputId: string): Promise<string | null> {
    try {
      return await streamOf(inputId);
    } catch (error) {
      guard.forget(request);
      throw error;
    }
  }

  async function videoEvents(request: WebhookRequest): Promise<readonly ProviderEvent[]> {
    const at = guard.signed(request, options.videoWebhookSecret);
    const video = parse(Video, request.body);
    const streamId = video.liveInput ? await nameOf(request, video.liveInput) : null;
    if (!streamId) return [];
    const recording = factsOf(video, at);
    return [
      {
        id: `video/${video.uid}/${recording.state}/${at}`,
        order: { epoch: 0, sequence: at },
        at,
        change: { type: "recording-changed", streamId, recording },
      },
    ];
  }

  async function liveEvents(request: WebhookRequest): Promise<readonly ProviderEvent[]> {
    guard.shared(request, options.notificationSecret);
    const { data } = parse(Notification, request.body);
    const at = Date.parse(data.updated_at);
    guard.once(request, at);
    const streamId = await nameOf(request, data.input_id);
    if (!streamId) return [];
    return [
      {
        id: `live/${data.input_id}/${data.event_type}/${at}`,
        order: { epoch: 0, sequence: at },
        at,
        change: { type: "stream-changed", streamId, ...(await changeOf(data, at)) },
      },
    ];
  }

  async function changeOf(data: Notification, at: number) {
    if (data.event_type === "live_input.connected") {
      // Connected is not playable yet: the first segment takes some seconds.
      const look = await plane.look(data.input_id, "parseEvents").catch(() => null);
      const isLive = look?.isLive ?? false;
      const broadcast = isLive ? ("live" as const) : ("connecting" as const);
      return {
        broadcast,
        status: toStatus("active", null),
        reconnectUntil: null,
        liveSince: isLive ? at : null,
        cause: null,
      };
    }
    const isError = data.event_type === "live_input.errored";
    return {
      broadcast: "reconnecting" as const,
      status: isError
        ? erredStatus(data.live_input_errored?.error?.code ?? "", at)
        : toStatus("inactive", null),
      reconnectUntil: at + options.reconnectSeconds * 1000,
      liveSince: null,
      cause: isError ? "refused" : "connection-closed",
    };
  }

  return (request: WebhookRequest): Promise<readonly ProviderEvent[]> =>
    request.header("webhook-signature") === null ? liveEvents(request) : videoEvents(request);
}

function erredStatus(code: string, at: number) {
  const issue = ISSUES[code];
  const issues: HealthIssue[] = issue ? [{ code: issue, severity: "critical", details: {} }] : [];
  const notices: StreamNotice[] =
    code === "ERR_STORAGE_QUOTA_EXHAUSTED" ? [{ code: "storage-exhausted", since: at, details: {} }] : [];
  return { ...toStatus("error", null), health: "poor" as const, issues, notices };
}

function parse<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = undefined;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw failure("invalid-input", "parseEvents", "a genuine webhook with an unknown body");
  return parsed.data;
}
