import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { percentile } from "./measure/percentile";
import { cpuPercentWhile } from "./measure/process-cpu";
import { waitFor } from "./measure/wait-for";
import { startProduct } from "./peers/product";
import { publishSquares } from "./squares/publisher";

const MEASURE_SECONDS = 15;

export interface ViewersFigures {
  readonly viewers: number;
  /** Of the blocking playlist requests, of which about 200 ms are the wait for the next part. */
  readonly p95Ms: number;
  readonly errors: number;
  /** Of the media server, in percent of one core. */
  readonly cpuPercent: number;
}

/** Synthetic LL-HLS viewers of one stream against the media server; `--viewers=300` by default. */
export async function runViewers(args: readonly string[]): Promise<ViewersFigures> {
  const asked = args.find((arg) => arg.startsWith("--viewers="))?.slice("--viewers=".length);
  const viewers = Number(asked ?? 300);
  const product = await startProduct();
  const publisher = publishSquares(product.rtmpUrl);
  try {
    await waitFor("the stream is live", product.isPlayable, 30_000);
    const load = startLoad(product.mediaPlaylistUrl, viewers);
    await load.measuring;
    const { value: tally, cpuPercent } = await cpuPercentWhile(product.pid, () => load.tally);
    const partsPerSecond = Math.round(tally.partsFetched / MEASURE_SECONDS);
    const megabytes = Math.round(tally.bytes / MEASURE_SECONDS / 1e6);
    console.log(
      `${viewers} viewers: ${partsPerSecond} parts/s, ${megabytes} MB/s, playlists p50 ${Math.round(percentile(tally.playlistMs, 0.5))} ms`,
    );
    for (const error of tally.firstErrors) console.log(error);
    return {
      viewers,
      p95Ms: Math.round(percentile(tally.playlistMs, 0.95)),
      errors: tally.errors,
      cpuPercent: Math.round(cpuPercent * 10) / 10,
    };
  } finally {
    await publisher.stop();
    await product.stop();
  }
}

interface Tally {
  readonly playlistMs: number[];
  readonly partsFetched: number;
  readonly bytes: number;
  readonly errors: number;
  readonly firstErrors: string[];
}

/** The load runs in its own process, so that it does not share the bench's or the server's event loop. */
function startLoad(
  playlistUrl: string,
  viewers: number,
): { measuring: Promise<void>; tally: Promise<Tally> } {
  const script = fileURLToPath(new URL("./load/load-process.ts", import.meta.url));
  const args = ["--import", "tsx", script, playlistUrl, String(viewers), String(MEASURE_SECONDS)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const measuring = once(lines, "line").then(() => undefined);
  const tally = measuring.then(async () => {
    const [line] = await once(lines, "line");
    return JSON.parse(String(line)) as Tally; // Written by load-process.ts.
  });
  return { measuring, tally };
}
