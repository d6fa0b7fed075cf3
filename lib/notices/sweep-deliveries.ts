import "server-only";
import { logger } from "../logger";
import { deliverDue } from "./deliver-due";

const SWEEP_EVERY_MS = 5_000;

/** Sends what is due until stopped, one round after the other. Returns the way to stop. */
export function startDelivering(): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    if (!isStopped) timer = setTimeout(round, SWEEP_EVERY_MS).unref();
  };
  const round = () => {
    deliverDue(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "notices could not be delivered"))
      .finally(again);
  };
  again();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
