import "server-only";
import { logger } from "../logger";
import { evaluateBudgets } from "./evaluate-budgets";

const SWEEP_EVERY_MS = 30_000;

/** Looks where budgets stand until stopped, one look after the other. Returns the way to stop. */
export function startWatchingBudgets(): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    evaluateBudgets(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "budgets could not be looked at"))
      .finally(() => {
        if (!isStopped) timer = setTimeout(look, SWEEP_EVERY_MS).unref();
      });
  };
  look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
