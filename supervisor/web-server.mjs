// The web process: Next behind a plain HTTP server of ours, because only here can be seen who is really calling.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";

const DRAIN_MS = 4_000;
const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"];

const hostname = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);
const trustsProxy = process.env.TRUST_PROXY === "1";

const app = next({ dev: false, dir: fileURLToPath(new URL("..", import.meta.url)), hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
  // Next believes these headers. From anybody but the operator's own proxy they are a claim, so they go.
  if (!trustsProxy) for (const name of FORWARDED) delete request.headers[name];
  request.headers["x-forwarded-for"] ??= request.socket.remoteAddress ?? "";
  void handle(request, response);
});
server.listen(port, hostname);

/** Dashboards' event streams are closed by the app itself; what is left after a moment is cut off. */
function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
