import { isIP } from "node:net";
import { z } from "zod";
import { ID_PATTERN } from "../lib/wire/limits";
import { MAX_ROOM_VIEWERS } from "../lib/wire/p2p";
import { ICE_URL_PATTERN } from "./webrtc/ice-servers";

/** Where the app takes events of this kind of media server, and answers whether a key may publish. */
export const APP_WEBHOOK_PATH = "/api/webhooks/self-hosted";
/** The same for rooms, whose media goes from browser to browser. */
export const ROOM_WEBHOOK_PATH = "/api/webhooks/webrtc-p2p";

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);
const count = (standard: number) => z.coerce.number().int().min(1).default(standard);

/** Values separated by commas; empty without any. */
const list = (isValid: (item: string) => boolean, message: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(",").map((item) => item.trim()))
    .transform((items) => items.filter((item) => item !== ""))
    .refine((items) => items.length <= 8 && items.every(isValid), message);

const Variables = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  RTMP_PORT: port(1935),
  MEDIA_HTTP_PORT: port(8080),
  MEDIA_CONTROL_PORT: port(8081),
  /** The control door stays on loopback unless somebody says otherwise. */
  MEDIA_CONTROL_HOST: z.string().min(1).default("127.0.0.1"),
  APP_INTERNAL_URL: z.url().default("http://127.0.0.1:3000"),
  MEDIA_SECRET: z.string("is missing").min(32, "must have at least 32 characters"),
  MEDIA_SERVER_ID: z.string().regex(ID_PATTERN).default("media-server"),
  MEDIA_MAX_STREAM_MB: count(256),
  MEDIA_MAX_TOTAL_MB: count(1024),
  MEDIA_MAX_CONNECTIONS: count(20_000),
  MEDIA_MAX_CONNECTIONS_PER_ADDRESS: count(2_000),
  PRESENCE_MAX_PER_ADDRESS: count(50),
  /** WebRTC: one UDP port for everybody who publishes or watches that way. */
  MEDIA_UDP_PORT: port(8189),
  /** IP addresses under which that port is reached from outside, where they aren't the machine's own. */
  MEDIA_PUBLIC_ADDRESSES: list((item) => isIP(item) !== 0, "must be IP addresses, separated by commas"),
  /** WebRTC connections, in all and from one address. */
  MEDIA_MAX_PEERS: count(1_000),
  MEDIA_MAX_PEERS_PER_ADDRESS: count(100),
  /** Who watches over WebRTC (WHEP): of all streams together, and of one. */
  WHEP_MAX_VIEWERS: count(400),
  WHEP_MAX_VIEWERS_PER_STREAM: count(200),
  /** Viewers of one room (peer to peer), whatever its creator's connection carries; 0 switches rooms off. */
  P2P_MAX_VIEWERS: z.coerce.number().int().min(0).max(MAX_ROOM_VIEWERS).default(8),
  /** `stun:` and `turn:` addresses for clients that can't reach the UDP port directly. */
  MEDIA_ICE_SERVERS: list((item) => ICE_URL_PATTERN.test(item), "must be stun: or turn: addresses"),
  /** The TURN server's `static-auth-secret`. */
  MEDIA_TURN_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  /** Default: the one on the PATH, else the npm package's. */
  FFMPEG_PATH: z.string().min(1).optional(),
  /** Cores that all transcodes together may take; 0 allows none. Default: 70 % of the machine's. */
  TRANSCODE_MAX_CORES: z.coerce.number().min(0).max(1024).optional(),
  /** Recordings are kept here, in a folder of their own. */
  DATA_DIR: z.string().min(1).default(".data"),
  /** Where recordings stay: on this machine's disk, or in an S3-compatible store, by way of the disk. */
  RECORDING_STORAGE: z.enum(["disk", "s3"]).default("disk"),
  /** Recordings stop, and streams go on, when less than this is free. */
  RECORDING_MIN_FREE_MB: count(1024),
  /** Default: the original service. */
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket's name")
    .optional(),
  S3_REGION: z.string().min(1).max(64).default("auto"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  /** `1`: the bucket stands in the path, not in the host name. */
  S3_FORCE_PATH_STYLE: z.enum(["0", "1"]).default("0"),
  /** `1` behind the operator's own reverse proxy: viewers' addresses are then taken from its X-Forwarded-For. */
  TRUST_PROXY: z.enum(["0", "1"]).default("0"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

const NEEDED_FOR_S3 = ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

const Environment = Variables.superRefine((values, context) => {
  if (values.RECORDING_STORAGE !== "s3") return;
  for (const name of NEEDED_FOR_S3) {
    if (values[name] === undefined)
      context.addIssue({ code: "custom", path: [name], message: "is missing for RECORDING_STORAGE=s3" });
  }
});
export type Config = z.infer<typeof Environment>;

/** Reads the environment once. Throws an error whose message names each variable that is wrong, never its value. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The media server can't start: ${wrong.join("; ")}.`);
}
