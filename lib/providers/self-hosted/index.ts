import { z } from "zod";
import type { ProviderDefinition } from "../contract";
import { fields } from "./fields";
import { ingestLimits } from "./ingest-limits";

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const url = z
  .string()
  .optional()
  .transform((value) => value?.trim().replace(/\/+$/, "") || undefined);

/** Our own media server's environment; `npm start` fills it in. */
export const SelfHostedOptions = z
  .object({
    MEDIA_SECRET: z.string({ error: "MEDIA_SECRET is missing" }).min(32, "MEDIA_SECRET is too short"),
    MEDIA_CONTROL_PORT: port(8081),
    MEDIA_CONTROL_URL: url,
    MEDIA_HTTP_PORT: port(8080),
    MEDIA_PUBLIC_URL: url,
    RTMP_PORT: port(1935),
    RTMP_PUBLIC_URL: url,
  })
  .transform((given) => {
    const mediaUrl = given.MEDIA_PUBLIC_URL ?? `http://localhost:${given.MEDIA_HTTP_PORT}`;
    const host = URL.canParse(mediaUrl) ? new URL(mediaUrl).hostname : "localhost";
    return {
      secret: given.MEDIA_SECRET,
      controlUrl: given.MEDIA_CONTROL_URL ?? `http://127.0.0.1:${given.MEDIA_CONTROL_PORT}`,
      mediaUrl,
      rtmpUrl: given.RTMP_PUBLIC_URL ?? `rtmp://${host}:${given.RTMP_PORT}/live`,
    };
  });
export type SelfHostedOptions = z.output<typeof SelfHostedOptions>;

export const selfHosted: ProviderDefinition<SelfHostedOptions> = {
  id: "self-hosted",
  label: "Own server",
  options: SelfHostedOptions,
  fields,
  capabilities: {
    ingest: ["rtmp", "whip"],
    playback: ["hls", "whep", "flv", "dash"],
    latencyMs: { typical: 1000, floor: 100 },
    maxViewers: null,
    uplinkPerViewerKbps: null,
    maxBitrateKbps: null,
    ingestLimits,
    dvrSeconds: 120,
    recording: true,
    privateReplays: true,
    privatePlayback: true,
    accessFixedOnAir: false,
    alwaysNeedsPass: false,
    exposesAddresses: false,
    stopIsFinal: true,
    keyRotation: true,
    reportsEveryMs: 1000,
    usesRelay: false,
    billedAs: null,
    billing: "none",
  },
  create: async (options, deps) => (await import("./provider")).createSelfHosted(options, deps),
};
