import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { RawHttp } from "../load/raw-http";
import { startChild } from "../measure/child-process";
import { freePort, waitForPort } from "../measure/free-port";
import { rssMb } from "../measure/process-memory";
import { startProduct } from "../peers/product";

export interface AbuseFigures {
  /** Longest time that an honest viewer's request for next to nothing took while the server was abused. */
  readonly stallMs: number;
  readonly rssGrowthMb: number;
}

interface Victim {
  readonly name: string;
  readonly pid: number;
  readonly rtmpPort: number;
  readonly httpPort: number;
  /** Answers quickly when the server is well. */
  readonly path: string;
  stop(): Promise<void>;
}

/** The garbage matrix against our media server and against node-media-server 4, one after the other. */
export async function runAbuse(): Promise<AbuseFigures & { nms4: AbuseFigures | null }> {
  const ours = await measure(await startOurs());
  const nms4 = await measure(await startNms4());
  return { ...ours, nms4 };
}

async function measure(victim: Victim): Promise<AbuseFigures> {
  try {
    const calm = await watch(victim, (done) => setTimeout(done, 5_000));
    console.log(`${victim.name}, left alone: longest answer ${calm.stallMs} ms, RSS ${calm.rssBefore} MB`);
    const { stallMs, rssBefore, rssPeak } = await watch(victim, (done, say) => {
      const script = fileURLToPath(new URL("./abuser-process.ts", import.meta.url));
      const args = ["--import", "tsx", script, String(victim.rtmpPort), String(victim.httpPort)];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      createInterface({ input: child.stdout }).on("line", say);
      child.once("exit", done);
    });
    const figures = { stallMs, rssGrowthMb: Math.max(0, rssPeak - rssBefore) };
    console.log(`${victim.name}, abused: ${JSON.stringify(figures)}`);
    return figures;
  } finally {
    await victim.stop();
  }
}

/** Asks every 10 ms over one connection, and anew when that is lost, until `work` is done. */
async function watch(
  victim: Victim,
  work: (done: () => void, say: (act: string) => void) => void,
): Promise<{ stallMs: number; rssBefore: number; rssPeak: number }> {
  const rssBefore = rssMb(victim.pid);
  let rssPeak = rssBefore;
  let stallMs = 0;
  let worst = 0;
  let act = "";
  let isDone = false;
  const tell = (next: string) => {
    if (act) console.log(`  ${act}: longest answer ${Math.round(worst)} ms, RSS ${rssMb(victim.pid)} MB`);
    act = next;
    worst = 0;
  };
  work(() => {
    isDone = true;
  }, tell);
  let connection = new RawHttp("127.0.0.1", victim.httpPort);
  while (!isDone) {
    const startedAt = performance.now();
    try {
      await connection.get(victim.path, { keepsBody: false, gzip: false });
    } catch {
      connection.close();
      connection = new RawHttp("127.0.0.1", victim.httpPort);
    }
    worst = Math.max(worst, performance.now() - startedAt);
    stallMs = Math.max(stallMs, worst);
    rssPeak = Math.max(rssPeak, rssMb(victim.pid));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  tell("");
  connection.close();
  return { stallMs: Math.round(stallMs), rssBefore, rssPeak };
}

async function startOurs(): Promise<Victim> {
  const product = await startProduct();
  const { pid, stop } = product;
  const rtmpPort = Number(new URL(product.rtmpUrl).port);
  const httpPort = Number(new URL(product.mediaPlaylistUrl).port);
  return { name: "Ann Pale Live", pid, rtmpPort, httpPort, path: "/healthz", stop };
}

async function startNms4(): Promise<Victim> {
  const root = await mkdtemp(join(tmpdir(), "bench-nms4-"));
  const [rtmpPort, httpPort] = [await freePort(), await freePort()];
  const script = fileURLToPath(new URL("../peers/node-media-server-4-process.mjs", import.meta.url));
  const child = startChild(process.execPath, [script, String(rtmpPort), String(httpPort), root]);
  await waitForPort(httpPort);
  return {
    name: "node-media-server 4.4.3",
    pid: child.pid,
    rtmpPort,
    httpPort,
    path: "/",
    async stop() {
      await child.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
