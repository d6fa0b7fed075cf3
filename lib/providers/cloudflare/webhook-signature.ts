import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookRequest } from "../contract";
import { failure } from "./api";

/** How far a webhook's time may be from ours, in ms. */
export const AGE_MS = 5 * 60_000;
const MAX_SEEN = 20_000;

export interface WebhookGuard {
  /**
   * A video webhook: `Webhook-Signature: time=<unix s>,sig1=<hex>`, an HMAC-SHA-256 over `time.body`. Returns its time in
   * epoch ms. Source: "Use webhooks". Throws `unauthenticated` when it is forged, late or replayed, or no secret is set.
   */
  signed(request: WebhookRequest, secret: string | null): number;
  /** A notification: the shared secret alone in `cf-webhook-auth`. Whoever knows its time calls `once` with it. */
  shared(request: WebhookRequest, secret: string | null): void;
  /** Throws `unauthenticated` for what is too old, from the future, or was taken before. */
  once(request: WebhookRequest, at: number): void;
  /** It was taken, but nothing came of it: the vendor may deliver it again. */
  forget(request: WebhookRequest): void;
}

export function createWebhookGuard(now: () => number): WebhookGuard {
  /** When each was taken, oldest first. */
  const seen = new Map<string, number>();

  const markOf = ({ body, header }: WebhookRequest) =>
    createHash("sha256")
      .update(`${header("webhook-signature") ?? ""}\n${body}`)
      .digest("hex");
  const once = (request: WebhookRequest, at: number) => {
    const current = now();
    if (!(Math.abs(current - at) <= AGE_MS)) throw refuse("late");
    for (const [old, since] of seen) {
      if (current - since <= 2 * AGE_MS) break;
      seen.delete(old);
    }
    const mark = markOf(request);
    if (seen.has(mark) || seen.size >= MAX_SEEN) throw refuse("replayed");
    seen.set(mark, current);
  };
  return {
    once,
    forget: (request) => void seen.delete(markOf(request)),
    signed: (request, secret) => {
      const given = /^time=(\d{1,12}),sig1=([0-9a-f]{64})$/.exec(request.header("webhook-signature") ?? "");
      const [, time = "", signature = ""] = given ?? [];
      if (!secret || !given) throw refuse("unsigned");
      const expected = createHmac("sha256", secret).update(`${time}.${request.body}`).digest();
      if (!timingSafeEqual(Buffer.from(signature, "hex"), expected)) throw refuse("forged");
      const at = Number(time) * 1000;
      once(request, at);
      return at;
    },
    shared: (request, secret) => {
      const given = request.header("cf-webhook-auth");
      if (!secret || !given) throw refuse("unsigned");
      // Of equal length whatever was sent.
      const digest = (text: string) => createHash("sha256").update(text).digest();
      if (!timingSafeEqual(digest(given), digest(secret))) throw refuse("forged");
    },
  };
}

function refuse(why: "unsigned" | "forged" | "late" | "replayed") {
  return failure("unauthenticated", "parseEvents", `a webhook that is ${why}`);
}
