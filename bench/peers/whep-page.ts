import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Serves one page on loopback that plays a WHEP endpoint as soon as it is loaded. */
export async function serveWhepPage(whepUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const script = await bundleForPage("./whep-client.ts", "whep");
  const page = `<!doctype html><meta charset="utf-8"><title>peer</title>
<video muted autoplay playsinline></video><script src="/whep.js"></script><script>
whep.playWhep(${JSON.stringify(whepUrl)}, document.querySelector("video")).then(
  (playback) => { window.playback = playback; },
  (error) => { document.title = String(error); },
);
</script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === "/whep.js";
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

/** A module of ours as a script that a page can run; its exports stand under `name`. */
export async function bundleForPage(path: string, name: string): Promise<string> {
  const entry = fileURLToPath(new URL(path, import.meta.url));
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    globalName: name,
    target: "es2022",
  });
  return built.outputFiles[0]?.text ?? "";
}
