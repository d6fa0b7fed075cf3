import "server-only";
import { logger } from "../logger";
import { endOverBudget } from "./end-over-budget";
import { evaluateBudgets } from "./evaluate-budgets";
import { evaluateStocks } from "./evaluate-stocks";
import { seeStocks } from "./see-stocks";

const BUDGETS_EVERY_MS = 30_000;
/** Creators were told the minute; without a cap that is due, such a look asks for nothing. */
const CAPS_EVERY_MS = 5_000;
/** How many times as long as a look took it rests at least: the embedded database works in this very process. */
const REST = 20;
/** Each look asks providers; they count by the day. The first comes when everything has started. */
const STOCKS_EVERY_MS = 3_600_000;
const FIRST_STOCKS_MS = 60_000;

/** Looks where budgets stand, what hard caps end, and at what was bought ahead, until stopped. Returns the way to stop. */
export function startWatchingBudgets(): () => void {
  const stops = [
    repeat("budgets", 0, BUDGETS_EVERY_MS, () => evaluateBudgets(Date.now())),
    repeat("hard caps", CAPS_EVERY_MS, CAPS_EVERY_MS, () => endOverBudget(Date.now())),
    repeat("what was bought ahead", FIRST_STOCKS_MS, STOCKS_EVERY_MS, async () => {
      const now = Date.now();
      await evaluateStocks(await seeStocks(now), now);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** One look after the other. */
function repeat(what: string, firstMs: number, everyMs: number, look: () => Promise<unknown>): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const after = (ms: number) => {
    if (!isStopped) timer = setTimeout(round, ms).unref();
  };
  const round = () => {
    const began = performance.now();
    look()
      .catch((error: unknown) => logger().error({ err: error, what }, "budgets could not be looked at"))
      .finally(() => after(Math.max(everyMs, (performance.now() - began) * REST)));
  };
  after(firstMs);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
