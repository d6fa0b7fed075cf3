import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/** How mpegts.js is set for little delay: nothing stashed, and whoever is 0.35 s behind what arrived goes up to 0.12 s. */
const CONFIG = {
  enableStashBuffer: false,
  lazyLoad: false,
  autoCleanupSourceBuffer: true,
  liveBufferLatencyChasing: true,
  liveBufferLatencyMaxLatency: 0.35,
  liveBufferLatencyMinRemain: 0.12,
};

/** Serves one page on loopback that plays a standing FLV response, or WebSocket, in mpegts.js. */
export async function serveFlvPage(
  flvUrl: string,
  config: object = CONFIG,
): Promise<{ url: string; close(): Promise<void> }> {
  const script = await readFile(createRequire(import.meta.url).resolve("mpegts.js/dist/mpegts.js"), "utf8");
  const page = `<!doctype html><meta charset="utf-8"><title>peer</title><video muted autoplay playsinline></video>
<script src="/mpegts.js"></script><script>
const player = mpegts.createPlayer(
  { type: "flv", isLive: true, url: ${JSON.stringify(flvUrl)} },
  ${JSON.stringify(config)},
);
player.attachMediaElement(document.querySelector("video"));
player.load();
player.play();
</script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/mpegts.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
