import "server-only";
import { logger } from "../logger";
import { listConfigured } from "../providers/get-provider";
import { isHealthy, providerHealth } from "../providers/health";
import { testAsSetUp } from "../settings/test-provider";
import type { SeenStock } from "./look-at-stock";

const FRESH_MS = 3_600_000;

/** What providers say of what was bought ahead: by a test of the last hour, else by a new one. Who does not answer is left out. */
export async function seeStocks(nowMs: number): Promise<readonly SeenStock[]> {
  const seen: SeenStock[] = [];
  for (const provider of listConfigured()) {
    const { lastTest } = providerHealth(provider, nowMs);
    const isFresh = lastTest !== null && lastTest.at > nowMs - FRESH_MS;
    const checks = isFresh ? lastTest.checks : isHealthy(provider) ? await ask(provider) : [];
    for (const { check, quota } of checks)
      if (quota) seen.push({ provider, what: check, used: quota.used, limit: quota.limit });
  }
  return seen;
}

async function ask(provider: string) {
  try {
    return (await testAsSetUp(provider)) ?? [];
  } catch (error) {
    logger().warn({ err: error, provider }, "what was bought ahead could not be looked at");
    return [];
  }
}
