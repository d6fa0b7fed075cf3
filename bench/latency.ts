import type { Browser } from "@playwright/test";
import { launchChromium } from "./measure/chromium";
import { median, percentile } from "./measure/percentile";
import { cpuPercentWhile } from "./measure/process-cpu";
import { waitFor } from "./measure/wait-for";
import { startFlv } from "./peers/flv";
import { startLadder } from "./peers/ladder";
import { startNginxRtmp } from "./peers/nginx-rtmp";
import { startNodeMediaServer } from "./peers/node-media-server";
import { startP2p } from "./peers/p2p";
import type { Peer } from "./peers/peer";
import { startProduct } from "./peers/product";
import { startWhep, startWhipHls } from "./peers/whep";
import { publishSquares } from "./squares/publisher";
import { installSquaresReader, readSquares, type Stall, waitForFirstFrame } from "./squares/watch-squares";
import { type PartsWitness, witnessParts } from "./squares/witness-parts";

export interface LatencyFigures {
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Median of several visits, from the start of the navigation. */
  readonly firstFrameMs: number;
  /** Of one core, while one viewer watches, or as many as the column says. */
  readonly cpuPercent: number;
}

/** What the table tells besides. */
interface Row extends LatencyFigures {
  /** One frame in a hundred was shown with less media ready than this; none lies ready of what is shown as it arrives. */
  readonly leastReadyMs: number;
  readonly stalls: readonly Stall[];
}

const READ_SECONDS = 30;
const VISITS = 5;

/**
 * Glass to glass, ours and the peers one after the other with the same publisher and browser. `--only=ours` (or
 * another column) leaves the rest out, for work on one of them; `--seconds=600` watches each for longer than 30 s.
 */
export async function runLatency(args: readonly string[]): Promise<Record<string, LatencyFigures | null>> {
  const columns: Record<string, () => Promise<Peer | null>> = {
    ours: startProduct,
    flv: startFlv,
    whep1: () => startWhep(0),
    whep50: () => startWhep(49),
    whipHls: startWhipHls,
    p2p1: () => startP2p(0),
    p2p5: () => startP2p(4),
    ladder: startLadder,
    nms2: startNodeMediaServer,
    nginxRtmp: startNginxRtmp,
  };
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const only = option("only");
  const readMs = Number(option("seconds") ?? READ_SECONDS) * 1000;
  const figures: Record<string, LatencyFigures | null> = {};
  const browser = await launchChromium();
  try {
    for (const [column, start] of Object.entries(columns)) {
      if (only && only !== column) continue;
      const peer = await start();
      figures[column] = peer && (await measureAndStop(browser, peer, readMs));
    }
  } finally {
    await browser.close();
  }
  return figures;
}

async function measureAndStop(browser: Browser, peer: Peer, readMs: number): Promise<LatencyFigures> {
  try {
    const publisher = await (peer.publish?.() ?? publishSquares(peer.rtmpUrl));
    try {
      await Promise.race([
        publisher.failed,
        waitFor(`${peer.name} playable`, () => peer.isPlayable(), 60_000),
      ]);
      const crowd = await peer.crowd?.();
      const witness = peer.witnessUrl ? witnessParts(peer.witnessUrl) : null;
      try {
        const figures = await Promise.race([publisher.failed, measure(browser, peer, readMs)]);
        printRow(peer.name, figures, witness);
        return figures;
      } finally {
        await witness?.stop();
        await crowd?.stop();
      }
    } finally {
      await publisher.stop();
    }
  } finally {
    await peer.stop();
  }
}

async function measure(browser: Browser, peer: Peer, readMs: number): Promise<Row> {
  const firstFrames: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const { page, close } = await openPage(browser);
    await page.goto(peer.pageUrl);
    firstFrames.push(await waitForFirstFrame(page, 60_000));
    await close();
  }
  const { page, close } = await openPage(browser);
  await page.goto(peer.pageUrl);
  await waitForFirstFrame(page, 60_000);
  await readSquares(page, 5_000);
  const { value, cpuPercent } = await cpuPercentWhile(peer.pid, () => readSquares(page, readMs));
  await close();
  if (value.delaysMs.length < readMs / 100)
    throw new Error(`${peer.name}: only ${value.delaysMs.length} frames read`);
  return {
    p50Ms: Math.round(percentile(value.delaysMs, 0.5)),
    p95Ms: Math.round(percentile(value.delaysMs, 0.95)),
    firstFrameMs: Math.round(median(firstFrames)),
    cpuPercent: Math.round(cpuPercent * 10) / 10,
    leastReadyMs: percentile(value.readyMs, 0.01),
    stalls: value.stalls,
  };
}

/** A new context for each visit: nothing cached, as for a viewer who comes for the first time. */
async function openPage(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await installSquaresReader(page);
  return { page, close: () => context.close() };
}

function printRow(name: string, figures: Row, witness: PartsWitness | null): void {
  const cells = [
    name.padEnd(36),
    `p50 ${figures.p50Ms} ms`.padEnd(14),
    `p95 ${figures.p95Ms} ms`.padEnd(14),
    `first frame ${figures.firstFrameMs} ms`.padEnd(22),
    `CPU ${figures.cpuPercent} %`.padEnd(12),
    `ready ${figures.leastReadyMs} ms`.padEnd(14),
    `stalls ${figures.stalls.length}`,
  ];
  console.log(cells.join("  "));
  for (const { at, since, duration, madeApart, ready, pageStood } of figures.stalls)
    console.log(
      `  at ${(at / 1000).toFixed(1)} s the picture stood for ${duration} ms: pictures made ${madeApart ?? "?"} ms apart,`,
      `${ready[0]} ms ready before and ${ready[1]} ms after, the page without a turn for up to ${pageStood} ms`,
      witness
        ? `, a plain client without a part for up to ${witness.longestWaitMs(since - 1000, since + duration)} ms`
        : "",
    );
}
