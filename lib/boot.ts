import "server-only";
import { ensureFirstAdmin } from "./auth/first-admin";
import { startWatchingBudgets } from "./budgets/sweep-budgets";
import { connection } from "./db/client";
import { env } from "./env";
import { logger } from "./logger";
import { startDelivering } from "./notices/sweep-deliveries";
import { startSwitchingPolicies } from "./policies/switch-policies";
import { startSweepingRecordings } from "./recordings/sweep-recordings";
import { startSweepingRecords } from "./session-records/sweep-records";
import { followProviderOptions } from "./settings/load-provider-options";
import { startObserving } from "./streams/observe-streams";
import { closeEventStreams } from "./streams/open-event-streams";
import { resumeSettings } from "./streams/resume-settings";
import { startRetryingCutOffs } from "./streams/retry-cut-offs";
import { startSettlingUsage } from "./streams/settle-usage";
import { startSweeping } from "./streams/sweep-streams";
import { startCollectingUsage } from "./usage/sweep-usage";

/** Everything that must stand before the first request: environment, database, options of providers, first admin, sweepers. Ends the process when it cannot. */
export async function boot(): Promise<void> {
  let stopFollowing = () => {};
  try {
    env();
    await connection();
    stopFollowing = await followProviderOptions();
    const link = await ensureFirstAdmin();
    // Read by whoever started this process; a line of its own on stdout, never in the log.
    if (link) process.stdout.write(`first-admin-link: ${link}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    logger().debug({ err: error }, "the web process could not start");
    process.exit(1);
  }
  const stopSweeping = [
    stopFollowing,
    startSweeping(),
    startSweepingRecordings(),
    startSweepingRecords(),
    startObserving(),
    startRetryingCutOffs(),
    startSettlingUsage(),
    startCollectingUsage(),
    startSwitchingPolicies(),
    startWatchingBudgets(),
    startDelivering(),
  ];
  // Nobody waits for it: the media server may start later than we do.
  resumeSettings(Date.now()).catch((error: unknown) => {
    logger().error({ err: error }, "settings that changed lately could not be told again");
  });
  const drain = () => {
    for (const stop of stopSweeping) stop();
    closeEventStreams();
  };
  process.once("SIGTERM", drain);
  process.once("SIGINT", drain);
}
