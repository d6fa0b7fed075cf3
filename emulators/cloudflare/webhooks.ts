import { createHmac } from "node:crypto";
import type { VideoRow } from "./account";
import { videoAnswer } from "./answer";

export interface SentWebhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LiveEvent {
  readonly inputId: string;
  readonly type: "connected" | "disconnected" | "errored";
  /** E.g. `ERR_STORAGE_QUOTA_EXHAUSTED`. */
  readonly error?: string;
}

/** A notification about a live input: a shared secret in a header, and no signature. */
export function notification({ inputId, type, error }: LiveEvent, secret: string, now: number): SentWebhook {
  const body = JSON.stringify({
    name: "Live Webhook Test",
    text: `Notification type: Stream Live Input\nInput ID: ${inputId}\nEvent type: live_input.${type}`,
    data: {
      notification_name: "Stream Live Input",
      input_id: inputId,
      event_type: `live_input.${type}`,
      updated_at: new Date(now).toISOString(),
      ...(error ? { live_input_errored: { error: { code: error, message: error } } } : {}),
    },
    ts: Math.floor(now / 1000),
  });
  return { body, headers: { "content-type": "application/json", "cf-webhook-auth": secret } };
}

/** What is sent when a video has been processed: signed over its time and its bytes. */
export function videoWebhook(video: VideoRow, secret: string, now: number): SentWebhook {
  const body = JSON.stringify(videoAnswer(video));
  const time = Math.floor(now / 1000);
  const sig1 = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return {
    body,
    headers: { "content-type": "application/json", "webhook-signature": `time=${time},sig1=${sig1}` },
  };
}

/** Delivers one; the status it was answered with. */
export async function deliver(url: string, { body, headers }: SentWebhook): Promise<number> {
  const response = await fetch(url, { method: "POST", body, headers, signal: AbortSignal.timeout(5_000) });
  await response.arrayBuffer();
  return response.status;
}
