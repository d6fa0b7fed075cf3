import { readPackageFile, type ServedPage, servePage } from "./serve-page";

/** Serves one page on loopback that plays `playlistUrl` in hls.js with its defaults, as the peers' own players do. */
export async function serveHlsPage(playlistUrl: string): Promise<ServedPage> {
  return servePage(
    await readPackageFile("hls.js/dist/hls.min.js"),
    `const hls = new Hls();
hls.loadSource(${JSON.stringify(playlistUrl)});
hls.attachMedia(document.querySelector("video"));`,
  );
}
