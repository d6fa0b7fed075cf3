import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "../measure/child-process";
import { freePort, waitForPort } from "../measure/free-port";
import { nginxPath } from "../measure/programs";

export interface FileServer {
  readonly pid: number;
  readonly port: number;
  /** Of the file with each of the sizes, in their order. */
  readonly paths: readonly string[];
  stop(): Promise<void>;
}

/** nginx with one worker, files of these sizes in memory (tmpfs), sendfile on; null when the machine has none. */
export async function startNginxFiles(sizes: readonly number[]): Promise<FileServer | null> {
  const nginx = nginxPath();
  if (!nginx) return null;
  const root = await mkdtemp("/dev/shm/bench-origin-");
  const port = await freePort();
  for (const size of sizes) await writeFile(join(root, `${size}.m4s`), Buffer.alloc(size, 7));
  await writeFile(join(root, "nginx.conf"), configuration(root, port));
  const config = join(root, "nginx.conf");
  const child = startChild(nginx, ["-p", root, "-c", config, "-e", join(root, "error.log")]);
  await waitForPort(port);
  return {
    pid: child.pid,
    port,
    paths: sizes.map((size) => `/${size}.m4s`),
    async stop() {
      await child.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function configuration(root: string, port: number): string {
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `${user} daemon off; worker_processes 1; pid ${root}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache max=100;
  client_body_temp_path ${root}/b; proxy_temp_path ${root}/p; fastcgi_temp_path ${root}/f;
  uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s;
  types { video/iso.segment m4s; }
  server {
    listen 127.0.0.1:${port}; root ${root};
    add_header access-control-allow-origin *; add_header cache-control "public, max-age=3600, immutable";
  }
}
`;
}
