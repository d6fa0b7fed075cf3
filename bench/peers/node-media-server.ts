import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../measure/child-process";
import { freePort, waitForPort } from "../measure/free-port";
import { ffmpegPath } from "../measure/programs";
import { serveHlsPage } from "./hls-page";
import type { Peer } from "./peer";

/** node-media-server 2.7.4 with HLS of 2 s × 3, the last version that packages HLS. */
export async function startNodeMediaServer(): Promise<Peer> {
  const mediaRoot = await mkdtemp(join(tmpdir(), "bench-nms-"));
  const [rtmpPort, httpPort] = [await freePort(), await freePort()];
  const script = fileURLToPath(new URL("./node-media-server-process.mjs", import.meta.url));
  const ffmpeg = execFileSync("which", [ffmpegPath()], { encoding: "utf8" }).trim();
  const child = startChild(process.execPath, [script, String(rtmpPort), String(httpPort), mediaRoot, ffmpeg]);
  await waitForPort(rtmpPort);
  const playlistUrl = `http://127.0.0.1:${httpPort}/live/bench/index.m3u8`;
  const page = await serveHlsPage(playlistUrl);
  return {
    name: "node-media-server 2.7.4, 2 s × 3",
    rtmpUrl: `rtmp://127.0.0.1:${rtmpPort}/live/bench`,
    pageUrl: page.url,
    pid: child.pid,
    isPlayable: () => hasSegments(playlistUrl),
    async stop() {
      await page.close();
      await child.stop();
      await rm(mediaRoot, { recursive: true, force: true });
    },
  };
}

/** Whether the playlist is there and names at least one segment. */
export async function hasSegments(playlistUrl: string): Promise<boolean> {
  try {
    const response = await fetch(playlistUrl, { signal: AbortSignal.timeout(2000) });
    return response.ok && (await response.text()).includes("#EXTINF");
  } catch {
    return false;
  }
}
