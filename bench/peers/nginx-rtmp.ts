import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../measure/child-process";
import { freePort, waitForPort } from "../measure/free-port";
import { nginxRtmpModule } from "../measure/programs";
import { serveHlsPage } from "./hls-page";
import { hasSegments } from "./node-media-server";
import type { Peer } from "./peer";

/** nginx with its RTMP module at its defaults (HLS of 5 s); null when the machine has none. */
export async function startNginxRtmp(): Promise<Peer | null> {
  const installed = nginxRtmpModule();
  if (!installed) return null;
  const root = await mkdtemp(join(tmpdir(), "bench-nginx-"));
  await mkdir(join(root, "hls"));
  const [rtmpPort, httpPort] = [await freePort(), await freePort()];
  await writeFile(join(root, "nginx.conf"), configuration(installed.module, root, rtmpPort, httpPort));
  const child = startChild(installed.nginx, [
    "-p",
    root,
    "-c",
    join(root, "nginx.conf"),
    "-e",
    join(root, "error.log"),
  ]);
  await waitForPort(rtmpPort);
  const playlistUrl = `http://127.0.0.1:${httpPort}/bench.m3u8`;
  const page = await serveHlsPage(playlistUrl);
  return {
    name: "nginx-rtmp, defaults",
    rtmpUrl: `rtmp://127.0.0.1:${rtmpPort}/live/bench`,
    pageUrl: page.url,
    pid: child.pid,
    isPlayable: () => hasSegments(playlistUrl),
    async stop() {
      await page.close();
      await child.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function configuration(module: string, root: string, rtmpPort: number, httpPort: number): string {
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `load_module ${module}; ${user} daemon off; worker_processes 1; pid ${root}/nginx.pid;
events { worker_connections 1024; }
rtmp { server { listen 127.0.0.1:${rtmpPort}; application live { live on; hls on; hls_path ${root}/hls; } } }
http {
  access_log off; client_body_temp_path ${root}/b; proxy_temp_path ${root}/p; fastcgi_temp_path ${root}/f;
  uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s;
  types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; }
  server { listen 127.0.0.1:${httpPort}; root ${root}/hls; add_header access-control-allow-origin *; }
}
`;
}
