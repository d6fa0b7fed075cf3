import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type ServedPage, servePage } from "./serve-page";

/** Serves one page on loopback whose viewer has agreed, and that plays a room by the product's engine as soon as it is loaded. */
export async function serveP2pPage(roomUrl: string): Promise<ServedPage> {
  const script = `localStorage.setItem("address-consent", "direct");
const ignore = () => {};
room.p2pEngine.attach(document.querySelector("video"), ${JSON.stringify(roomUrl)}, {
  onTrouble: (trouble) => { document.title = JSON.stringify(trouble); },
  onFlowing: ignore,
  freshUrl: (url) => url,
});`;
  return servePage(await bundleP2p("components/player/engines/p2p.ts", "room"), script);
}

/** A module of the product that speaks in rooms, as a script that a page can run; its exports stand under `name`. */
export async function bundleP2p(path: string, name: string): Promise<string> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const built = await build({
    entryPoints: [`${root}${path}`],
    bundle: true,
    write: false,
    format: "iife",
    globalName: name,
    target: "es2022",
    tsconfig: `${root}tsconfig.json`,
    // The library's own bundle: the other one leaves Node.js modules to the bundler.
    alias: { "simple-peer": "simple-peer/simplepeer.min.js" },
  });
  return built.outputFiles[0]?.text ?? "";
}
