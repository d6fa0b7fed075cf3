import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { median } from "../measure/percentile";
import { childrenOf } from "../measure/process-cpu";
import { openDescriptors, rssMb } from "../measure/process-memory";
import { waitFor } from "../measure/wait-for";
import { type Product, startProduct } from "../peers/product";
import { publishSquares } from "../squares/publisher";

export interface SoakFigures {
  readonly minutes: number;
  readonly rssStartMb: number;
  readonly rssEndMb: number;
  readonly fdsStart: number;
  readonly fdsEnd: number;
  readonly errors: number;
}

interface Sample {
  readonly atMs: number;
  readonly rssMb: number;
  readonly fds: number;
  readonly children: number;
}

const VIEWERS = 50;
const ON_AIR_MS = 50_000;
const AWAY_MS = 4_000;
const SAMPLE_MS = 2_000;

/**
 * A publisher that drops and returns every minute, with ladder and recording on, and 50 viewers of mixed kinds who come
 * and go; `--minutes=30` by default. Memory and descriptors are medians: of the minute after a warm-up of a fifth
 * of the time (three minutes at most), and of the last minute.
 */
export async function runSoak(args: readonly string[]): Promise<SoakFigures> {
  const asked = args.find((arg) => arg.startsWith("--minutes="))?.slice("--minutes=".length);
  const minutes = Number(asked ?? 30);
  const product = await startProduct({ isRecorded: true, hasLadder: true });
  const samples: Sample[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + minutes * 60_000;
  const sampler = setInterval(() => {
    const { pid } = product;
    const children = childrenOf(pid).length;
    samples.push({
      atMs: performance.now() - startedAt,
      rssMb: rssMb(pid),
      fds: openDescriptors(pid),
      children,
    });
  }, SAMPLE_MS);
  try {
    const publishing = publishWithDrops(product, endAt);
    await waitFor("the stream is live", product.isPlayable, 60_000);
    const errors = await watchCrowd(product, (endAt - performance.now()) / 1000);
    await publishing;
    return report(minutes, samples, errors);
  } finally {
    clearInterval(sampler);
    await product.stop();
  }
}

async function publishWithDrops(product: Product, endAt: number): Promise<void> {
  while (performance.now() < endAt) {
    const publisher = publishSquares(product.rtmpUrl);
    await Promise.race([publisher.failed, delay(Math.min(ON_AIR_MS, endAt - performance.now()))]);
    await publisher.stop();
    await delay(AWAY_MS);
  }
}

/** Runs the crowd in its own process and prints what goes wrong. Returns how much did. */
async function watchCrowd(product: Product, seconds: number): Promise<number> {
  const script = fileURLToPath(new URL("./crowd-process.ts", import.meta.url));
  const args = ["--import", "tsx", script, product.streamUrl, String(VIEWERS), String(Math.max(1, seconds))];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let errors = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith('{"error"')) errors += 1;
    console.log(line);
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the crowd ended with ${code}`);
  return errors;
}

function report(minutes: number, samples: readonly Sample[], errors: number): SoakFigures {
  const warmUpMs = Math.min(180_000, minutes * 12_000);
  const windowMs = Math.min(60_000, minutes * 12_000);
  const lastMs = samples.at(-1)?.atMs ?? 0;
  const first = samples.filter(({ atMs }) => atMs >= warmUpMs && atMs < warmUpMs + windowMs);
  const last = samples.filter(({ atMs }) => atMs > lastMs - windowMs);
  const of = (some: readonly Sample[], pick: (sample: Sample) => number) =>
    Math.round(median(some.map(pick)));
  const most = Math.max(...samples.map(({ children }) => children));
  console.log(`children: at most ${most}, at the end ${samples.at(-1)?.children ?? 0}`);
  return {
    minutes,
    rssStartMb: of(first, (sample) => sample.rssMb),
    rssEndMb: of(last, (sample) => sample.rssMb),
    fdsStart: of(first, (sample) => sample.fds),
    fdsEnd: of(last, (sample) => sample.fds),
    errors,
  };
}
