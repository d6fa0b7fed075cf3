import { createHmac, timingSafeEqual } from "node:crypto";

/** How old a signature may be, in s: what was recorded on its way can't be sent again later. */
export const SIGNATURE_LIFE_SECONDS = 300;

/** The header `X-Signature`: `t=<seconds since 1970>,v1=<hex of HMAC-SHA-256 over "t.body">`. */
export function signBody(secret: string, body: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},v1=${digest(secret, t, body)}`;
}

/** What a receiver does, in the words of docs/budgets.md. False for what is forged, changed or too old. */
export function verifyBody(secret: string, body: string, header: string, nowMs: number): boolean {
  const [, time, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (!time || !given || Math.abs(nowMs / 1000 - Number(time)) > SIGNATURE_LIFE_SECONDS) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(digest(secret, Number(time), body)));
}

function digest(secret: string, t: number, body: string): string {
  return createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
}
