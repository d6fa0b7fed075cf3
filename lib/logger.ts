import { type Logger, pino } from "pino";
import { redactSecrets } from "./wire/redact-secrets";

const SECRET_FIELDS = [
  "password",
  "passwordHash",
  "streamKey",
  "key",
  "token",
  "secret",
  "authorization",
  "cookie",
  "sealed",
  "invitation",
];

const holder: { __liveLogger?: Logger } & typeof globalThis = globalThis;

/** The process's logger: JSON lines on stderr, with fields and words that may hold a secret blanked. */
export function logger(): Logger {
  holder.__liveLogger ??= pino(
    {
      level: process.env.LOG_LEVEL ?? "info",
      base: { process: "web" },
      serializers: {
        err: (error: unknown) =>
          withoutParameters(
            // pino's own serializer takes anything that was thrown.
            pino.stdSerializers.err(error as Error),
          ),
      },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: "[secret]",
      },
      hooks: { streamWrite: redactSecrets },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return holder.__liveLogger;
}

/** A failed query's message carries its values, password hashes among them; the statement alone is enough. */
export function withoutParameters(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return error;
  const strip = (value: unknown) =>
    typeof value === "string"
      ? value.replace(/\nparams: [\s\S]*?(?=\n {4}at |\ncaused by: |: [^\n]*$|$)/g, "")
      : value;
  // Any object may be read as a record of unknowns.
  const {
    message,
    stack,
    params: _params,
    query: _query,
    detail: _detail,
    ...rest
  } = error as Record<string, unknown>;
  return { ...rest, message: strip(message), stack: strip(stack) };
}
