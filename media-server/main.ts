import { readConfig } from "./config";
import { createLog } from "./log";
import { startMediaServer } from "./start-media-server";

/** What is left of the supervisor's ten seconds after everybody has been told. */
const DRAIN_MS = 3_000;
const FORCED_EXIT_MS = 8_000;

try {
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  const server = await startMediaServer(config, log);
  log.info({ serverId: config.MEDIA_SERVER_ID, host: config.HOST, ...server.ports }, "ready");
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, "draining");
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
    server.close(DRAIN_MS).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** One line that tells what to change. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return `The media server can't start: ${String(error)}`;
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `The media server can't start: port ${String(error.port)} is taken. Stop what uses it, or set MEDIA_HTTP_PORT, MEDIA_CONTROL_PORT, RTMP_PORT or MEDIA_UDP_PORT.`;
  }
  return error.message.startsWith("The media server")
    ? error.message
    : `The media server can't start: ${error.message}`;
}
