import "server-only";
import { logger } from "../logger";
import { isConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { collectStored } from "./collect-stored";
import { collectTotals } from "./collect-totals";
import { collectViewerMinutes } from "./collect-viewer-minutes";

/** With the time of a round, what a page says a stream took is at most ten seconds old. */
const SWEEP_EVERY_MS = 5_000;
const STORED_EVERY_MS = 3_600_000;

/**
 * Collects until stopped, from each provider on its own: one that hangs delays nobody else. Every part may run in several
 * processes at once: windows are added once. Returns the way to stop.
 */
export function startCollectingUsage(): () => void {
  const stops = listProviders().map(({ id }) => {
    const lastAsked = new Map<string, number>();
    // Asked each time: it may be set up, or no longer, while we run.
    return repeat(`totals of ${id}`, async () => {
      if (isConfigured(id)) await collectTotals(id, Date.now(), lastAsked);
    });
  });
  let storedAt = 0;
  const own = repeat("counts", async () => {
    const nowMs = Date.now();
    await collectViewerMinutes(nowMs);
    if (nowMs - storedAt < STORED_EVERY_MS) return;
    await collectStored(nowMs);
    storedAt = nowMs;
  });
  return () => {
    for (const stop of [...stops, own]) stop();
  };
}

function repeat(what: string, round: () => Promise<unknown>): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    if (!isStopped) timer = setTimeout(sweep, SWEEP_EVERY_MS).unref();
  };
  const sweep = () => {
    round()
      .catch((error: unknown) => logger().error({ err: error, what }, "usage could not be collected"))
      .finally(again);
  };
  again();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
