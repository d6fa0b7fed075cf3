import "server-only";
import { env } from "../env";
import type { Way } from "./notice";

/** On which ways notices leave the product, by the environment. */
export function listWays(): readonly Way[] {
  const { SMTP_URL, SMTP_FROM, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET } = env();
  return [
    ...(SMTP_URL && SMTP_FROM ? (["mail"] as const) : []),
    ...(ALERT_WEBHOOK_URL && ALERT_WEBHOOK_SECRET ? (["webhook"] as const) : []),
  ];
}
