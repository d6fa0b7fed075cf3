import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/** Serves one page on loopback that plays a DASH manifest in Shaka Player as it comes; `playerErrors` holds what it said. */
export async function serveShakaPage(manifestUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const entry = createRequire(import.meta.url).resolve("shaka-player/dist/shaka-player.compiled.js");
  const script = await readFile(entry, "utf8");
  const page = `<!doctype html><meta charset="utf-8"><title>DASH</title><video muted autoplay playsinline></video>
<script src="/shaka.js"></script><script>
window.playerErrors = [];
const note = (error) => playerErrors.push(error.code + " " + JSON.stringify(error.data ?? error.message));
const player = new shaka.Player();
window.player = player;
player.addEventListener("error", (event) => note(event.detail));
player.attach(document.querySelector("video"))
  .then(() => player.load(${JSON.stringify(manifestUrl)}))
  .then(() => document.querySelector("video").play())
  .catch(note);
</script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/shaka.js";
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
