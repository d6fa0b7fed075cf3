import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one page on loopback: a silent video element, `library` as a script before it is used, then `script`. */
export async function servePage(library: string, script: string): Promise<ServedPage> {
  const page = `<!doctype html><meta charset="utf-8"><title>player</title>
<video muted autoplay playsinline></video>
<script src="/library.js"></script><script>
${script}
</script>`;
  const server = createServer((request, response) => {
    const isLibrary = request.url === "/library.js";
    response.setHeader("content-type", isLibrary ? "text/javascript" : "text/html");
    response.end(isLibrary ? library : page);
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

/** The text of a file in an installed package, e.g. `hls.js/dist/hls.min.js`. */
export function readPackageFile(path: string): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve(path), "utf8");
}
