import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import type { Capabilities, ProviderDefinition } from "../contract";
import { given } from "../given";
import { fields, REGIONS, webhooks } from "./fields";
import { ingestLimits } from "./ingest-limits";

/** Each is of use only with the others. */
const TOGETHER = [
  ["AWS_IVS_ACCESS_KEY_ID", "AWS_IVS_SECRET_ACCESS_KEY"],
  ["AWS_IVS_RECORDING_CONFIGURATION_ARN", "AWS_IVS_RECORDINGS_BUCKET", "AWS_IVS_RECORDINGS_URL"],
] as const;

export const IvsOptions = z
  .object({
    AWS_IVS_REGION: given(
      z.enum(REGIONS, { error: `AWS_IVS_REGION is missing or not one of ${REGIONS.join(", ")}` }),
    ),
    AWS_IVS_ENDPOINT: given(z.url().optional()),
    AWS_IVS_ACCESS_KEY_ID: given(z.string().trim().max(128).optional()),
    AWS_IVS_SECRET_ACCESS_KEY: given(z.string().trim().max(256).optional()),
    AWS_IVS_CHANNEL_TYPE: given(
      z.enum(["BASIC", "STANDARD", "ADVANCED_SD", "ADVANCED_HD"]).default("STANDARD"),
    ),
    AWS_IVS_LATENCY_MODE: given(z.enum(["LOW", "NORMAL"]).default("LOW")),
    AWS_IVS_RECORDING_CONFIGURATION_ARN: given(
      z
        .string()
        .regex(/^arn:aws:ivs:[a-z0-9-]+:\d{12}:recording-configuration\/[A-Za-z0-9]+$/, "is not such an ARN")
        .optional(),
    ),
    AWS_IVS_RECORDINGS_BUCKET: given(
      z
        .string()
        .trim()
        .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is no name of a bucket")
        .optional(),
    ),
    AWS_IVS_RECORDINGS_URL: given(
      z
        // Pages may load from its host: two addresses with a comma between them would be a strange one.
        .url({ protocol: /^https?$/, hostname: /^[a-z0-9.:[\]-]+$/ })
        .transform((value) => value.replace(/\/+$/, ""))
        .optional(),
    ),
    AWS_IVS_RECORDINGS_ENDPOINT: given(z.url().optional()),
    AWS_IVS_ALLOWED_ORIGINS: given(z.string().trim().max(2_000).default("")),
    AWS_IVS_PLAYBACK_KEY: given(
      z
        .string({ error: "AWS_IVS_PLAYBACK_KEY is missing" })
        .max(2_000)
        // A file's line ends rarely survive an environment variable.
        .transform((value) => value.replaceAll("\\n", "\n"))
        .refine(isP384, "is not a private key on the curve P-384, as PEM"),
    ),
    AWS_IVS_PLAYBACK_KEY_ARN: given(
      z
        .string({ error: "AWS_IVS_PLAYBACK_KEY_ARN is missing" })
        .regex(/^arn:aws:ivs:[a-z0-9-]+:\d{12}:playback-key\/[A-Za-z0-9]+$/, "is not such an ARN"),
    ),
    AWS_IVS_EVENTS_SECRET: given(z.string().trim().min(24, "is too short").max(512).optional()),
  })
  .superRefine((env, context) => {
    const missing = (name: keyof typeof env) =>
      context.addIssue({ code: "custom", path: [name], message: `${name} is missing` });
    // Of what belongs together, all or nothing: recordings that nobody can be shown would only cost.
    for (const names of TOGETHER) {
      const absent = names.filter((name) => !env[name]);
      if (absent.length < names.length) absent.forEach(missing);
    }
  })
  .transform((env) => ({
    region: env.AWS_IVS_REGION,
    endpoint: env.AWS_IVS_ENDPOINT ?? null,
    /** Null: the SDK's own chain (environment, profile, role of the machine). */
    credentials:
      env.AWS_IVS_ACCESS_KEY_ID && env.AWS_IVS_SECRET_ACCESS_KEY
        ? { accessKeyId: env.AWS_IVS_ACCESS_KEY_ID, secretAccessKey: env.AWS_IVS_SECRET_ACCESS_KEY }
        : null,
    channelType: env.AWS_IVS_CHANNEL_TYPE,
    latencyMode: env.AWS_IVS_LATENCY_MODE,
    /** Null: nothing is recorded. */
    recordings:
      env.AWS_IVS_RECORDING_CONFIGURATION_ARN && env.AWS_IVS_RECORDINGS_BUCKET && env.AWS_IVS_RECORDINGS_URL
        ? {
            configurationArn: env.AWS_IVS_RECORDING_CONFIGURATION_ARN,
            bucket: env.AWS_IVS_RECORDINGS_BUCKET,
            /** In front of the bucket, without a slash at the end. */
            publicUrl: env.AWS_IVS_RECORDINGS_URL,
            endpoint: env.AWS_IVS_RECORDINGS_ENDPOINT ?? null,
          }
        : null,
    /** Sites whose players may read private streams; empty: any. */
    allowedOrigins: env.AWS_IVS_ALLOWED_ORIGINS.split(",").flatMap((one) => one.trim() || []),
    playbackKey: { pem: env.AWS_IVS_PLAYBACK_KEY, arn: env.AWS_IVS_PLAYBACK_KEY_ARN },
    eventsSecret: env.AWS_IVS_EVENTS_SECRET ?? null,
  }));
export type IvsOptions = z.output<typeof IvsOptions>;
/** Where recordings go, and where viewers find them. */
export type RecordingOptions = NonNullable<IvsOptions["recordings"]>;

/** Sources: the IVS low-latency user guide ("Channel types", "Service quotas", "Private channels") and API reference. */
const PLAIN: Capabilities = {
  ingest: ["rtmp"],
  playback: ["ivs", "hls"],
  // The guide promises less than 5 s with the service's own player.
  latencyMs: { typical: 5_000, floor: 2_000 },
  // Over all streams of an account and region; can be raised on request.
  maxViewers: 15_000,
  uplinkPerViewerKbps: null,
  maxBitrateKbps: 8_500,
  ingestLimits,
  dvrSeconds: 0,
  recording: false,
  privateReplays: false,
  privatePlayback: true,
  // A channel can't be changed while it is live.
  accessFixedOnAir: true,
  alwaysNeedsPass: false,
  exposesAddresses: false,
  // Its key is deleted before the stream is stopped.
  stopIsFinal: true,
  keyRotation: true,
  reportsEveryMs: null,
  usesRelay: false,
  billedAs: null,
  billing: "per-viewer-minute",
};
const RECORDING: Capabilities = { ...PLAIN, recording: true };

export const awsIvs: ProviderDefinition<IvsOptions> = {
  id: "aws-ivs",
  label: "Amazon IVS",
  options: IvsOptions,
  fields,
  webhooks,
  capabilities: PLAIN,
  capabilitiesOf: ({ recordings, channelType }) => ({
    ...(recordings ? RECORDING : PLAIN),
    billedAs: channelType,
  }),
  variants: [{ name: "Amazon IVS, recording", capabilities: RECORDING }],
  // Playlists, segments and pictures of recordings; the browser's own ingest stands at the same names.
  mediaSources: ({ endpoint, recordings }) => [
    "https://*.live-video.net",
    ...(endpoint ? [new URL(endpoint).origin] : []),
    ...(recordings ? [new URL(recordings.publicUrl).origin] : []),
  ],
  create: async (options, deps) => (await import("./provider")).createIvs(options, deps),
};

/** Reading a key takes milliseconds, and options are read for each page: the last answer is kept. */
let lastKey = { pem: "", isP384: false };

function isP384(pem: string): boolean {
  if (lastKey.pem === pem) return lastKey.isP384;
  lastKey = { pem, isP384: false };
  try {
    lastKey.isP384 = createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === "secp384r1";
  } catch {
    // No key at all.
  }
  return lastKey.isP384;
}
