import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../log";
import { isGet, type OtherRoute } from "../public-routes";
import type { MediaMetrics } from "./media-metrics";
import type { Readiness } from "./readiness";

/** `/readyz` for load balancers, on the public address: yes or no, without a reason. */
export function serveReadiness(readiness: Readiness): OtherRoute {
  return (request, response, path) => {
    if (path !== "/readyz" || !isGet(request)) return false;
    sendText(response, readiness.isReady() ? 200 : 503, readiness.isReady() ? "ok\n" : "not ready\n");
    return true;
  };
}

/**
 * `/metrics`, `/healthz` and `/readyz` on the control address: unsigned, because nobody's scraper can sign, and because that
 * address is private. A page in a browser on the same machine is no operator: whatever was sent by one is refused.
 */
export function serveOperator(deps: {
  readonly readiness: Readiness;
  readonly metrics: Pick<MediaMetrics, "text" | "contentType">;
  readonly log: Log;
}): (request: IncomingMessage, response: ServerResponse) => boolean {
  const ready = serveReadiness(deps.readiness);
  return (request, response) => {
    const path = request.url ?? "/";
    if (!isGet(request) || !["/metrics", "/healthz", "/readyz"].includes(path)) return false;
    if (isFromPage(request)) {
      sendText(response, 403, "forbidden\n");
      return true;
    }
    if (path === "/healthz") sendText(response, 200, "ok\n");
    if (path !== "/metrics") return path === "/healthz" || ready(request, response, path);
    deps.metrics.text().then(
      (text) => sendText(response, 200, text, deps.metrics.contentType),
      (error: unknown) => {
        deps.log.error({ err: error }, "metrics could not be read");
        sendText(response, 500, "failed\n");
      },
    );
    return true;
  };
}

/** Fetch metadata (W3C): browsers say where a request comes from; an address typed in by hand is `none`. */
function isFromPage({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  return headers.origin !== undefined || (site !== undefined && site !== "none");
}

function sendText(response: ServerResponse, status: number, text: string, type = "text/plain"): void {
  const headers = {
    "content-type": type,
    "cache-control": "no-store",
    "content-length": Buffer.byteLength(text),
  };
  response.writeHead(status, headers).end(text);
}
