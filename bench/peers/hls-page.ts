import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/** Serves one page on loopback that plays `playlistUrl` in hls.js with its defaults, as the peers' own players do. */
export async function serveHlsPage(playlistUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const script = await readFile(createRequire(import.meta.url).resolve("hls.js/dist/hls.min.js"), "utf8");
  const page = `<!doctype html><meta charset="utf-8"><title>peer</title><video muted autoplay playsinline></video>
<script src="/hls.js"></script><script>
const hls = new Hls();
hls.loadSource(${JSON.stringify(playlistUrl)});
hls.attachMedia(document.querySelector("video"));
</script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/hls.js";
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
