import "server-only";
import { env } from "../env";
import { logger } from "../logger";
import { checkHealth } from "./check-health";

const DEADLINE_MS = 3_000;

export async function isDatabaseUp(): Promise<boolean> {
  try {
    await checkHealth();
    return true;
  } catch (error) {
    logger().debug({ err: error }, "the database does not answer");
    return false;
  }
}

/** Whether it lives: that it is ready for viewers depends on us, and would go round in circles. */
export async function isMediaServerUp(): Promise<boolean> {
  try {
    const response = await fetch(`${env().MEDIA_CONTROL_URL}/healthz`, {
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch (error) {
    logger().debug({ err: error }, "the media server does not answer");
    return false;
  }
}

/** Whether to send visitors here: the database and the media server both answer. */
export async function isReady(): Promise<boolean> {
  return (await Promise.all([isDatabaseUp(), isMediaServerUp()])).every(Boolean);
}
