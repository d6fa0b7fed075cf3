import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "../env";
import { readMetrics } from "./web-metrics";

/** For whoever brings METRICS_TOKEN. Without one in the environment there is nothing here, for anybody. */
export async function metricsRoute(request: Request): Promise<Response> {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) return answer(404, "not found\n");
  const given = /^Bearer ([^\s]{1,256})$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!given || !isSame(given, METRICS_TOKEN)) {
    return answer(401, "unauthorized\n", { "www-authenticate": 'Bearer realm="metrics"' });
  }
  const { text, contentType } = await readMetrics();
  return answer(200, text, { "content-type": contentType });
}

/** In constant time, whatever the lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function answer(status: number, body: string, headers: Record<string, string> = {}): Response {
  const common = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(body, { status, headers: { ...common, ...headers } });
}
