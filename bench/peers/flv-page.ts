import { readPackageFile, type ServedPage, servePage } from "./serve-page";

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
export async function serveFlvPage(flvUrl: string, config: object = CONFIG): Promise<ServedPage> {
  return servePage(
    await readPackageFile("mpegts.js/dist/mpegts.js"),
    `const player = mpegts.createPlayer(
  { type: "flv", isLive: true, url: ${JSON.stringify(flvUrl)} },
  ${JSON.stringify(config)},
);
player.attachMediaElement(document.querySelector("video"));
player.load();
player.play();`,
  );
}
