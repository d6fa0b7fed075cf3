import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type ServedPage, servePage } from "./serve-page";

/** Serves one page on loopback that plays a WHEP endpoint as soon as it is loaded. */
export async function serveWhepPage(whepUrl: string): Promise<ServedPage> {
  return servePage(
    await bundleForPage("../../components/player/engines/whep-client.ts", "whep"),
    `whep.playWhep(${JSON.stringify(whepUrl)}, document.querySelector("video")).then(
  (playback) => { window.playback = playback; },
  (error) => { document.title = String(error); },
);`,
  );
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
