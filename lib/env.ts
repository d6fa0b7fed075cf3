import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined);
const secret = z
  .string({ error: "is missing; `npm start` makes it, or set it to 32 random characters or more" })
  .min(32, "is too short: 32 random characters or more");

/** The web process's environment. A vendor's own variables are parsed in the vendor's folder. */
const Environment = z
  .object({
    NODE_ENV: z.string().default("production"),
    HOST: z.string().default("127.0.0.1"),
    PORT: port(3000),
    MEDIA_HTTP_PORT: port(8080),
    DATA_DIR: z.string().min(1).default(".data"),
    DATABASE_URL: optional.pipe(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
    /** Set by `npm run demo`: every page says that nothing of it is real. */
    DEMO: z.enum(["", "0", "1"]).default("0"),
    PUBLIC_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
    MEDIA_PUBLIC_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
    RECONNECT_WINDOW_SECONDS: z.coerce.number().int().min(0).max(1800).default(30),
    DVR_WINDOW_SECONDS: z.coerce.number().int().min(10).max(14_400).default(120),
    PLAYBACK_TOKEN_SECONDS: z.coerce.number().int().min(4).max(3600).default(600),
    ADMIN_EMAIL: optional,
    ADMIN_PASSWORD: optional,
    ADMIN_API_TOKEN: optional,
    GITHUB_ID: optional,
    GITHUB_SECRET: optional,
    GOOGLE_ID: optional,
    GOOGLE_SECRET: optional,
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    AUTH_SECRET: secret,
    ENCRYPTION_KEY: secret,
    /** Set by the web server. */
    EARLY_PLAYER_PATH: optional,
    /** Shared with the media server; signs calls both ways. */
    MEDIA_SECRET: secret,
    /** Whoever brings it may read `/metrics`; without it there is none. */
    METRICS_TOKEN: optional.pipe(z.string().min(16, "is too short: 16 random characters or more").optional()),
    /** Where notices leave by mail; with SMTP_FROM. */
    SMTP_URL: optional.pipe(z.url({ protocol: /^smtps?$/ }).optional()),
    SMTP_FROM: optional,
    /** Where notices are posted, signed; with ALERT_WEBHOOK_SECRET. */
    ALERT_WEBHOOK_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
    ALERT_WEBHOOK_SECRET: optional.pipe(
      z.string().min(16, "is too short: 16 random characters or more").optional(),
    ),
    /** Lets that receiver be in a private network, and without TLS. */
    ALERT_WEBHOOK_INSECURE: z.enum(["0", "1", ""]).default("0"),
    MEDIA_CONTROL_PORT: port(8081),
    MEDIA_CONTROL_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  })
  .transform((parsed) => ({
    ...parsed,
    PUBLIC_URL: withoutSlash(parsed.PUBLIC_URL ?? `http://localhost:${parsed.PORT}`),
    MEDIA_CONTROL_URL: withoutSlash(
      parsed.MEDIA_CONTROL_URL ?? `http://127.0.0.1:${parsed.MEDIA_CONTROL_PORT}`,
    ),
    MEDIA_PUBLIC_URL: withoutSlash(parsed.MEDIA_PUBLIC_URL ?? `http://localhost:${parsed.MEDIA_HTTP_PORT}`),
  }));
export type Environment = z.output<typeof Environment>;

const holder: { __liveEnvironment?: Environment } & typeof globalThis = globalThis;

/** Parsed at first use and kept. Throws a message that names each wrong variable; never shows a value. */
export function env(): Environment {
  holder.__liveEnvironment ??= parseEnvironment(process.env);
  return holder.__liveEnvironment;
}

/** For tests, which change the environment between cases. */
export function forgetEnvironment(): void {
  holder.__liveEnvironment = undefined;
}

export function parseEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = Environment.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment cannot be used:\n${lines.join("\n")}`);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
