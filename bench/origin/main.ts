import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { RawHttp } from "../load/raw-http";
import { freePort } from "../measure/free-port";
import { median } from "../measure/percentile";
import { cpuSecondsOfTree } from "../measure/process-cpu";
import { type FileServer, startNginxFiles } from "./nginx-files";

const SIZES = { k2: 2_000, k50: 50_000, k500: 500_000 } as const;
const CONNECTIONS = 16;
const ROUND_MS = 3_000;
const ROUNDS = 5;

export type OriginFigures = Record<keyof typeof SIZES, { readonly ratio: number | null }>;

/**
 * The same segments from our media server and from nginx: requests per CPU second of the server, ours over nginx's.
 * Rounds alternate, and the ratio is the median of the rounds' ratios.
 */
export async function runOrigin(): Promise<OriginFigures> {
  const sizes = Object.values(SIZES);
  const ours = await startOurs(sizes);
  const nginx = await startNginxFiles(sizes);
  const figures: Partial<OriginFigures> = {};
  try {
    for (const [index, column] of (["k2", "k50", "k500"] as const).entries()) {
      const rounds: { ours: number; nginx: number | null }[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        rounds.push({
          ours: await requestsPerCpuSecond(ours, index),
          nginx: nginx && (await requestsPerCpuSecond(nginx, index)),
        });
      }
      // The first round warms up.
      const counted = rounds.slice(1);
      const ratios = counted.flatMap((one) => (one.nginx === null ? [] : [one.ours / one.nginx]));
      figures[column] = { ratio: ratios.length > 0 ? Math.round(median(ratios) * 100) / 100 : null };
      const rate = (values: (number | null)[]) => Math.round(median(values.map((value) => value ?? 0)));
      console.log(
        `${column.padEnd(5)} ours ${rate(counted.map((one) => one.ours))} requests per CPU second, nginx ${rate(counted.map((one) => one.nginx))}`,
      );
    }
  } finally {
    await ours.stop();
    await nginx?.stop();
  }
  return figures as OriginFigures; // Every column was filled in the loop.
}

async function startOurs(sizes: readonly number[]): Promise<FileServer> {
  const port = await freePort();
  const script = fileURLToPath(new URL("./serve-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, String(port), ...sizes.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const paths: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (paths.push(line) === sizes.length) break;
  }
  if (child.pid === undefined || paths.length < sizes.length) throw new Error("our server did not start");
  return {
    pid: child.pid,
    port,
    paths,
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function requestsPerCpuSecond(server: FileServer, index: number): Promise<number> {
  const path = server.paths[index] ?? "";
  const connections = Array.from(
    { length: CONNECTIONS },
    () => new RawHttp(`127.0.0.1:${server.port}`, server.port),
  );
  let requests = 0;
  const before = cpuSecondsOfTree(server.pid);
  const end = performance.now() + ROUND_MS;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end) {
        const { status } = await connection.get(path, { keepsBody: false, gzip: false });
        if (status !== 200) throw new Error(`${status} for ${path}`);
        requests += 1;
      }
      connection.close();
    }),
  );
  return requests / (cpuSecondsOfTree(server.pid) - before);
}
