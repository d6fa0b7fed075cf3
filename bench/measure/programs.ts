import { existsSync } from "node:fs";

/** The ffmpeg that publishes in benches: `FFMPEG_PATH`, else the one on the PATH. */
export function ffmpegPath(): string {
  return process.env.FFMPEG_PATH ?? "ffmpeg";
}

/** nginx, or null when the machine has none. */
export function nginxPath(): string | null {
  const nginx = "/usr/sbin/nginx";
  return existsSync(nginx) ? nginx : null;
}

/** nginx with its RTMP module, or null when the machine has none. */
export function nginxRtmpModule(): { nginx: string; module: string } | null {
  const nginx = nginxPath();
  const module = "/usr/lib/nginx/modules/ngx_rtmp_module.so";
  return nginx && existsSync(module) ? { nginx, module } : null;
}

export function chromiumPath(): string {
  return process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
}
