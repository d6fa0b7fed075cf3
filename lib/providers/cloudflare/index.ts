import { z } from "zod";
import type { Capabilities, ProviderDefinition } from "../contract";
import { given } from "../given";
import { fields, webhooks } from "./fields";
import { ingestLimits, whipLimits } from "./ingest-limits";
import { NO_SIGNING_KEY, parseSigningKey } from "./signing-key";

const needed = (name: string) => z.string({ error: `${name} is missing` }).trim();
const url = z
  .url()
  .transform((value) => value.replace(/\/+$/, ""))
  .optional();
/** Keys and secrets: long enough not to be guessed. */
const secret = z.string().trim().min(16, "is too short").optional();

export const CloudflareOptions = z
  .object({
    CLOUDFLARE_ACCOUNT_ID: given(
      needed("CLOUDFLARE_ACCOUNT_ID").regex(/^[0-9a-f]{32}$/, "is 32 hex characters"),
    ),
    CLOUDFLARE_API_TOKEN: given(needed("CLOUDFLARE_API_TOKEN").min(16, "is too short")),
    CLOUDFLARE_CUSTOMER_CODE: given(
      needed("CLOUDFLARE_CUSTOMER_CODE").regex(/^[a-z0-9]{4,40}$/, "is a part of a host name"),
    ),
    CLOUDFLARE_SIGNING_KEY_ID: given(z.string().trim().max(64).optional()),
    CLOUDFLARE_SIGNING_KEY: given(
      z
        .string()
        .trim()
        .max(8_000)
        .refine((key) => parseSigningKey(key) !== null, NO_SIGNING_KEY)
        .optional(),
    ),
    CLOUDFLARE_PAIR: given(z.enum(["rtmps", "whip"]).default("rtmps")),
    CLOUDFLARE_ALLOWED_ORIGINS: given(z.string().max(2_000).default("")),
    CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS: given(z.coerce.number().int().min(30).max(1096).optional()),
    CLOUDFLARE_LOW_LATENCY: given(z.enum(["0", "1"]).default("1")),
    CLOUDFLARE_NOTIFICATION_SECRET: given(secret),
    CLOUDFLARE_VIDEO_WEBHOOK_SECRET: given(secret),
    CLOUDFLARE_API_URL: given(url),
    CLOUDFLARE_PLAYBACK_URL: given(url),
    RECONNECT_WINDOW_SECONDS: given(z.coerce.number().int().min(0).max(3_600).default(30)),
  })
  .superRefine((env, context) => {
    // Private streams are promised; without a key they could only be shown to everybody.
    if (env.CLOUDFLARE_PAIR === "whip") return;
    for (const name of ["CLOUDFLARE_SIGNING_KEY_ID", "CLOUDFLARE_SIGNING_KEY"] as const)
      if (!env[name]) context.addIssue({ code: "custom", path: [name], message: `${name} is missing` });
  })
  .transform((env) => ({
    accountId: env.CLOUDFLARE_ACCOUNT_ID,
    apiToken: env.CLOUDFLARE_API_TOKEN,
    apiUrl: env.CLOUDFLARE_API_URL ?? "https://api.cloudflare.com/client/v4",
    playbackUrl:
      env.CLOUDFLARE_PLAYBACK_URL ?? `https://customer-${env.CLOUDFLARE_CUSTOMER_CODE}.cloudflarestream.com`,
    pair: env.CLOUDFLARE_PAIR,
    signing:
      env.CLOUDFLARE_SIGNING_KEY_ID && env.CLOUDFLARE_SIGNING_KEY
        ? { id: env.CLOUDFLARE_SIGNING_KEY_ID, key: env.CLOUDFLARE_SIGNING_KEY }
        : null,
    allowedOrigins: env.CLOUDFLARE_ALLOWED_ORIGINS.split(",").flatMap((one) => one.trim() || []),
    deleteRecordingAfterDays: env.CLOUDFLARE_DELETE_RECORDINGS_AFTER_DAYS ?? null,
    preferLowLatency: env.CLOUDFLARE_LOW_LATENCY === "1",
    notificationSecret: env.CLOUDFLARE_NOTIFICATION_SECRET ?? null,
    videoWebhookSecret: env.CLOUDFLARE_VIDEO_WEBHOOK_SECRET ?? null,
    reconnectSeconds: env.RECONNECT_WINDOW_SECONDS,
  }));
export type CloudflareOptions = z.output<typeof CloudflareOptions>;

/** Sources: the pages "Start a live stream", "Watch a live stream", "WebRTC" and "Pricing" of developers.cloudflare.com/stream. */
const RTMPS: Capabilities = {
  ingest: ["rtmp", "srt"],
  playback: ["hls", "dash"],
  // Low-latency HLS, a beta there; plain HLS is three to four times as far behind.
  latencyMs: { typical: 8_000, floor: 3_000 },
  maxViewers: null,
  uplinkPerViewerKbps: null,
  maxBitrateKbps: 14_000,
  ingestLimits,
  dvrSeconds: 0,
  recording: true,
  privateReplays: true,
  privatePlayback: true,
  accessFixedOnAir: false,
  alwaysNeedsPass: false,
  exposesAddresses: false,
  stopIsFinal: true,
  keyRotation: true,
  reportsEveryMs: null,
  usesRelay: false,
  billedAs: null,
  billing: "per-viewer-minute",
};

/** WHIP plays by WHEP only, and neither records nor counts. */
const WHIP: Capabilities = {
  ...RTMPS,
  ingest: ["whip"],
  playback: ["whep"],
  latencyMs: { typical: 700, floor: 300 },
  maxBitrateKbps: 7_000,
  ingestLimits: whipLimits,
  recording: false,
  privateReplays: false,
  privatePlayback: false,
  // The encoder gets a dead key, and no other.
  stopIsFinal: true,
};

/** Comes in one of two pairs of ingest and playback; what it can do depends on the pair. */
export const cloudflare: ProviderDefinition<CloudflareOptions> = {
  id: "cloudflare",
  label: "Cloudflare Stream",
  options: CloudflareOptions,
  fields,
  webhooks,
  capabilities: RTMPS,
  capabilitiesOf: ({ pair }) => (pair === "whip" ? WHIP : RTMPS),
  variants: [{ name: "Cloudflare Stream, pair whip", capabilities: WHIP }],
  // As "Use your own player" lists them; segments come from either.
  mediaSources: ({ playbackUrl }) => [
    new URL(playbackUrl).origin,
    "https://*.cloudflarestream.com",
    "https://*.videodelivery.net",
  ],
  create: async (options, deps) => (await import("./provider")).createCloudflare(options, deps),
};
