// The web process: Next behind a plain HTTP server of ours, because only here can be seen who is really calling.
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import next from "next";
import sirv from "sirv";

const DRAIN_MS = 4_000;
const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"];

const hostname = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);
const trustsProxy = process.env.TRUST_PROXY === "1";

const dir = fileURLToPath(new URL("..", import.meta.url));
const assets = join(dir, process.env.NEXT_DIST_DIR || ".next", "static");
const [earlyPlayer] = readdirSync(join(assets, "early-player")).filter((name) => name.endsWith(".js"));
if (earlyPlayer) process.env.EARLY_PLAYER_PATH = `/_next/static/early-player/${earlyPlayer}`;

const app = next({ dev: false, dir, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

/** Scripts and styles as the build compressed them: Next would do it again for each visitor. Their names change with their content. */
const ASSETS = "/_next/static/";
const serveAsset = sirv(assets, {
  brotli: true,
  gzip: true,
  etag: true,
  immutable: true,
  maxAge: 31_536_000,
});

const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
  // Next believes these headers. From anybody but the operator's own proxy they are a claim, so they go.
  if (!trustsProxy) for (const name of FORWARDED) delete request.headers[name];
  request.headers["x-forwarded-for"] ??= request.socket.remoteAddress ?? "";
  if (!isReadable(request.url)) return refuse(response);
  if (!request.url?.startsWith(ASSETS)) return void handle(request, response);
  request.url = request.url.slice(ASSETS.length - 1);
  serveAsset(request, response, () => response.writeHead(404).end());
});
server.listen(port, hostname);

/** Next answers an address whose percent signs mean nothing with an error of its own. */
function isReadable(url = "/") {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "/");
    return true;
  } catch {
    return false;
  }
}

/** RFC 9457, as the API answers everything. */
function refuse(response) {
  const problem = {
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    detail: "This address can't be read.",
    code: "invalid-input",
  };
  response
    .writeHead(400, { "content-type": "application/problem+json", "cache-control": "no-store" })
    .end(JSON.stringify(problem));
}

/** Dashboards' event streams are closed by the app itself; what is left after a moment is cut off. */
function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
