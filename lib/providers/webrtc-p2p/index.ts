import { z } from "zod";
import { MAX_ROOM_VIEWERS } from "../../wire/p2p";
import type { Capabilities, ProviderDefinition } from "../contract";
import { fields } from "./fields";
import { ingestLimits } from "./ingest-limits";

const DEFAULT_MAX_VIEWERS = 8;

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const url = z
  .string()
  .optional()
  .transform((value) => value?.trim().replace(/\/+$/, "") || undefined);

/** Our own media server's environment: it holds the rooms; `npm start` fills it in. */
export const WebrtcP2pOptions = z
  .object({
    MEDIA_SECRET: z.string({ error: "MEDIA_SECRET is missing" }).min(32, "MEDIA_SECRET is too short"),
    MEDIA_CONTROL_PORT: port(8081),
    MEDIA_CONTROL_URL: url,
    MEDIA_HTTP_PORT: port(8080),
    MEDIA_PUBLIC_URL: url,
    P2P_MAX_VIEWERS: z.coerce
      .number()
      .int()
      .min(1, "P2P_MAX_VIEWERS is 0: switched off")
      .max(MAX_ROOM_VIEWERS)
      .default(DEFAULT_MAX_VIEWERS),
    MEDIA_ICE_SERVERS: z.string().optional(),
    MEDIA_TURN_SECRET: z.string().optional(),
  })
  .transform((given) => {
    const mediaUrl = given.MEDIA_PUBLIC_URL ?? `http://localhost:${given.MEDIA_HTTP_PORT}`;
    return {
      secret: given.MEDIA_SECRET,
      controlUrl: given.MEDIA_CONTROL_URL ?? `http://127.0.0.1:${given.MEDIA_CONTROL_PORT}`,
      mediaUrl,
      /** A TURN server and its secret are set: viewers may hide behind it. */
      hasRelay: /\bturns?:/.test(given.MEDIA_ICE_SERVERS ?? "") && Boolean(given.MEDIA_TURN_SECRET),
    };
  });
export type WebrtcP2pOptions = z.output<typeof WebrtcP2pOptions>;

const CAPABILITIES: Capabilities = {
  ingest: ["p2p"],
  // Live in the room; recordings, as the creator's browser makes them, by HLS and DASH.
  playback: ["p2p", "hls", "dash"],
  latencyMs: { typical: 200, floor: 40 },
  maxViewers: DEFAULT_MAX_VIEWERS,
  // 400 of picture at 360p and 64 of sound.
  uplinkPerViewerKbps: 464,
  maxBitrateKbps: 2_500,
  ingestLimits,
  dvrSeconds: 0,
  recording: true,
  privateReplays: true,
  privatePlayback: true,
  accessFixedOnAir: false,
  alwaysNeedsPass: true,
  exposesAddresses: true,
  stopIsFinal: true,
  keyRotation: true,
  reportsEveryMs: 1000,
  usesRelay: false,
  billedAs: null,
  billing: "none",
};

export const webrtcP2p: ProviderDefinition<WebrtcP2pOptions> = {
  id: "webrtc-p2p",
  label: "Peer to peer",
  options: WebrtcP2pOptions,
  fields,
  capabilities: CAPABILITIES,
  // A relay changes what it may cost, and nothing that it can do.
  variants: [],
  capabilitiesOf: ({ hasRelay }) => ({ ...CAPABILITIES, usesRelay: hasRelay }),
  create: async (options, deps) => (await import("./provider")).createWebrtcP2p(options, deps),
};
