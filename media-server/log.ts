import { type Logger, pino } from "pino";
import { redactSecrets } from "../lib/wire/redact-secrets";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** One JSON line per fact on stdout. Fields and words that could hold a secret are blanked, wherever they stand. */
export function createLog(level: string): Logger {
  const secret = ["streamKey", "key", "secret", "authorization", "signature", "token", "password"];
  return pino({
    level,
    base: { process: "media-server" },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[secret]" },
    hooks: { streamWrite: redactSecrets },
  });
}
