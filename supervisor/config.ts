import { resolve } from "node:path";
import { z } from "zod";

/** Of a process, before it is parsed. */
export type Environment = Readonly<Record<string, string | undefined>>;

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number")
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, "must be a port between 1 and 65535")
    .default(fallback);

const address = (schemes: RegExp, example: string) =>
  z
    .url(`must be an address such as ${example}`)
    .refine((value) => schemes.test(value), `must be an address such as ${example}`)
    .transform((value) => value.replace(/\/+$/, ""))
    .optional();

const host = z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, "must be an IP address or a host name");

/** What the supervisor itself reads. The two processes parse their own variables on top of these. */
export const SupervisorEnv = z.object({
  HOST: host.default("127.0.0.1"),
  PORT: port(3000),
  MEDIA_HTTP_PORT: port(8080),
  MEDIA_CONTROL_PORT: port(8081),
  MEDIA_CONTROL_HOST: host.default("127.0.0.1"),
  RTMP_PORT: port(1935),
  MEDIA_UDP_PORT: port(8189),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
    .optional(),
  PUBLIC_URL: address(/^https?:\/\//, "https://live.example.org"),
  MEDIA_PUBLIC_URL: address(/^https?:\/\//, "https://media.example.org"),
  RTMP_PUBLIC_URL: address(/^rtmps?:\/\//, "rtmp://media.example.org:1935/live"),
  NEXT_DIST_DIR: z.string().min(1).default(".next"),
});

export interface SupervisorConfig {
  readonly host: string;
  readonly ports: {
    readonly web: number;
    readonly media: number;
    readonly control: number;
    readonly rtmp: number;
  };
  readonly controlHost: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly usesPostgres: boolean;
  readonly publicUrl: string;
  readonly mediaPublicUrl: string;
  readonly rtmpPublicUrl: string;
  readonly nextDistDir: string;
  /** Where the two processes reach each other, and the supervisor them. */
  readonly appInternalUrl: string;
  readonly mediaControlUrl: string;
}

/** A setting that can't be used. The message names the variable and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Parses the environment once. Empty values count as absent, so that a copied `.env.example` works. */
export function readConfig(env: Environment): SupervisorConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = SupervisorEnv.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
    throw new ConfigError(lines.join("\n"));
  }
  const values = parsed.data;
  const ports = {
    web: values.PORT,
    media: values.MEDIA_HTTP_PORT,
    control: values.MEDIA_CONTROL_PORT,
    rtmp: values.RTMP_PORT,
  };
  refuseSharedPorts(values);
  const mediaPublicUrl = values.MEDIA_PUBLIC_URL ?? `http://localhost:${ports.media}`;
  return {
    host: values.HOST,
    ports,
    controlHost: values.MEDIA_CONTROL_HOST,
    dataDir: resolve(values.DATA_DIR),
    usesPostgres: values.DATABASE_URL !== undefined,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${ports.web}`,
    mediaPublicUrl,
    rtmpPublicUrl: values.RTMP_PUBLIC_URL ?? `rtmp://${new URL(mediaPublicUrl).hostname}:${ports.rtmp}/live`,
    nextDistDir: values.NEXT_DIST_DIR,
    appInternalUrl: `http://${reachable(values.HOST)}:${ports.web}`,
    mediaControlUrl: `http://${reachable(values.MEDIA_CONTROL_HOST)}:${ports.control}`,
  };
}

/** An address to connect to for a host that is listened on: "every interface" is reached through loopback. */
export function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function refuseSharedPorts(values: z.infer<typeof SupervisorEnv>): void {
  const owners = new Map<number, string>();
  for (const name of ["PORT", "MEDIA_HTTP_PORT", "MEDIA_CONTROL_PORT", "RTMP_PORT"] as const) {
    const other = owners.get(values[name]);
    if (other)
      throw new ConfigError(`${name} and ${other} are both ${values[name]}; give each its own port.`);
    owners.set(values[name], name);
  }
}
