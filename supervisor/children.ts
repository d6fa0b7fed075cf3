import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { signRequest } from "../lib/wire/signed-request";
import type { ChildSpec } from "./child";
import type { Environment, SupervisorConfig } from "./config";
import type { Secrets } from "./secrets";

export type Mode = "start" | "dev";

export interface ChildrenInput {
  readonly mode: Mode;
  /** The repository's folder, absolute. */
  readonly root: string;
  readonly env: Environment;
  readonly config: SupervisorConfig;
  readonly secrets: Secrets;
}

/** What only the web app may know; the media server starts without them. */
const WEB_ONLY = [
  "AUTH_SECRET",
  "NEXTAUTH_SECRET",
  "NEXTAUTH_URL",
  "ENCRYPTION_KEY",
  "DATABASE_URL",
  "ADMIN_EMAIL",
  "ADMIN_PASSWORD",
  "ADMIN_API_TOKEN",
  "GITHUB_ID",
  "GITHUB_SECRET",
  "GOOGLE_ID",
  "GOOGLE_SECRET",
  "METRICS_TOKEN",
];

/** What only the media server may know: it stores and serves the recordings. */
const MEDIA_ONLY = ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];

const HEALTH_DEADLINE_MS = 3_000;

/** The web app: pages, API, database. */
export function webChild(input: ChildrenInput): ChildSpec {
  const { config, mode, root } = input;
  const next = join(root, "node_modules/next/dist/bin/next");
  const program =
    mode === "dev"
      ? [next, "dev", "-p", String(config.ports.web), "-H", config.host]
      : [join(root, "supervisor/web-server.mjs")];
  const url = `${config.appInternalUrl}/api/v1/health`;
  return {
    name: "web",
    cwd: root,
    args: [...guard(root), ...program],
    env: without(childEnv(input), MEDIA_ONLY),
    isHealthy: () => answers(async () => ({ url, headers: {} })),
  };
}

/** The media server: encoders in, video out. */
export function mediaChild(input: ChildrenInput): ChildSpec {
  const { config, mode, root, secrets } = input;
  const env = without(childEnv(input), WEB_ONLY);
  const path = "/control/v1/health";
  return {
    name: "media",
    cwd: root,
    args:
      mode === "dev"
        ? ["--import", "tsx", ...guard(root), join(root, "media-server/main.ts")]
        : // Without source maps: reading them for the first error stalls every stream for 150 ms and keeps 60 MB.
          [...guard(root), join(root, "dist/media-server.mjs")],
    env,
    isHealthy: () =>
      answers(async () => ({
        url: `${config.mediaControlUrl}${path}`,
        headers: await signRequest(secrets.MEDIA_SECRET, { method: "GET", path, body: "" }, Date.now()),
      })),
  };
}

function without(env: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** The whole environment, every default filled in, so that both processes see the same values. */
function childEnv({ env, config, secrets, mode }: ChildrenInput): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  return {
    ...given,
    ...secrets,
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_DIST_DIR: config.nextDistDir,
    HOST: config.host,
    PORT: String(config.ports.web),
    MEDIA_HTTP_PORT: String(config.ports.media),
    MEDIA_CONTROL_PORT: String(config.ports.control),
    MEDIA_CONTROL_HOST: config.controlHost,
    RTMP_PORT: String(config.ports.rtmp),
    DATA_DIR: config.dataDir,
    PUBLIC_URL: config.publicUrl,
    MEDIA_PUBLIC_URL: config.mediaPublicUrl,
    RTMP_PUBLIC_URL: config.rtmpPublicUrl,
    NEXTAUTH_URL: config.publicUrl,
    NEXTAUTH_SECRET: secrets.AUTH_SECRET,
    APP_INTERNAL_URL: config.appInternalUrl,
    MEDIA_CONTROL_URL: config.mediaControlUrl,
  };
}

function guard(root: string): string[] {
  return ["--import", pathToFileURL(join(root, "supervisor/child-guard.mjs")).href];
}

async function answers(request: () => Promise<{ url: string; headers: HeadersInit }>): Promise<boolean> {
  try {
    const { url, headers } = await request();
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(HEALTH_DEADLINE_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
