import { type Logger, pino } from "pino";

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

/** The process's logger: JSON lines on stderr, with fields that may hold a secret blanked at two depths. */
export function logger(): Logger {
  holder.__liveLogger ??= pino(
    {
      level: process.env.LOG_LEVEL ?? "info",
      base: { process: "web" },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: "[secret]",
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return holder.__liveLogger;
}
