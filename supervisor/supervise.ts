import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { acquireLock, type Lock, LockedError } from "../lib/db/lock";
import { redactSecrets } from "../lib/wire/redact-secrets";
import { renderBanner, renderFirstAdminLink } from "./banner";
import { type SupervisedChild, superviseChild } from "./child";
import { type Mode, mediaChild, webChild } from "./children";
import { ConfigError, type Environment, readConfig, type SupervisorConfig } from "./config";
import { checkPorts } from "./ports";
import { ensureDataDir, loadSecrets } from "./secrets";

export interface SuperviseOptions {
  readonly mode: Mode;
  readonly root: string;
  readonly env: Environment;
  /** Where lines for the person at the terminal go. */
  readonly print: (text: string) => void;
  /** Resolves when asked to stop; the second call resolves when asked again. */
  readonly stopRequested: () => Promise<void>;
}

/** A process that crashes this often before it ever answered will not mend itself. */
const HOPELESS_CRASHES = 5;
/** A child's way to say that its settings are wrong and a restart is pointless (EX_CONFIG of sysexits.h). */
const EXIT_BAD_CONFIG = 78;

const FIRST_ADMIN_LINE = /first-admin-link:\s*(\S+)/;
const MEDIA_HEAD_START_MS = 3_000;
const STOP_GRACE_MS = 8_500;
const PATIENCE_AFTER_KILL_MS = 5_000;

/** Runs both processes until asked to stop. Resolves with the exit code; throws `ConfigError` before anything runs. */
export async function supervise(options: SuperviseOptions): Promise<number> {
  const config = readConfig(options.env);
  await ensureDataDir(config.dataDir);
  const { lock, wasKilled } = await claimFolder(config.dataDir);
  try {
    await checkPorts(portClaims(config), wasKilled ? PATIENCE_AFTER_KILL_MS : 0);
    const secrets = await loadSecrets(config.dataDir, options.env);
    return await run(options, config, secrets);
  } finally {
    await lock.release();
  }
}

/** `wasKilled`: an earlier run died without letting go, and its children may need a moment to leave. */
async function claimFolder(dataDir: string): Promise<{ lock: Lock; wasKilled: boolean }> {
  const path = join(dataDir, "supervisor.lock");
  const wasKilled = existsSync(path);
  try {
    return { lock: await acquireLock(path), wasKilled };
  } catch (error) {
    if (error instanceof LockedError) throw new ConfigError(error.message);
    throw error;
  }
}

async function run(
  options: SuperviseOptions,
  config: SupervisorConfig,
  secrets: Awaited<ReturnType<typeof loadSecrets>>,
): Promise<number> {
  const { print } = options;
  const input = { mode: options.mode, root: options.root, env: options.env, config, secrets };
  const desk = createDesk(config, print);
  const media = superviseChild(mediaChild(input), desk.events);
  const web = superviseChild(webChild(input), desk.events);
  const ready = Promise.all([media, web].map((child) => desk.waitForHealth(child))).then(desk.announce);
  ready.catch(() => {});
  const outcome = await Promise.race([options.stopRequested().then(() => 0), desk.hopeless]);
  if (outcome === 0) print("Stopping.");
  const drained = drain(media, web).then(() => outcome);
  const impatient = options.stopRequested().then(() => {
    media.kill();
    web.kill();
    return 1;
  });
  return Promise.race([drained, impatient]);
}

/** The media server first, so that its last events still find the app; both gone within 10 s. */
async function drain(media: SupervisedChild, web: SupervisedChild): Promise<void> {
  const mediaGone = media.stop(STOP_GRACE_MS);
  await Promise.race([mediaGone, delay(MEDIA_HEAD_START_MS, undefined, { ref: false })]);
  await Promise.all([mediaGone, web.stop(STOP_GRACE_MS - MEDIA_HEAD_START_MS)]);
}

/** Collects what the children say and turns it into what the person at the terminal reads. */
function createDesk(config: SupervisorConfig, print: (text: string) => void) {
  const answered = new Set<string>();
  const crashes = new Map<string, number>();
  let announced = false;
  let firstAdminLink: string | null = null;
  let giveUp: (exitCode: number) => void = () => {};
  const hopeless = new Promise<number>((settle) => {
    giveUp = settle;
  });
  return {
    hopeless,
    events: {
      line(name: string, text: string): void {
        const link = FIRST_ADMIN_LINE.exec(text)?.[1];
        // Frameworks and libraries print past our loggers.
        if (!link) return print(`[${name}] ${redactSecrets(text)}`);
        if (link === firstAdminLink) return;
        firstAdminLink = link;
        if (announced) print(`${renderFirstAdminLink(link)}\n`);
      },
      crashed(name: string, how: string, restartInMs: number): void {
        const count = (crashes.get(name) ?? 0) + 1;
        crashes.set(name, count);
        const misconfigured = how === `exit code ${EXIT_BAD_CONFIG}`;
        if (!answered.has(name) && (misconfigured || count >= HOPELESS_CRASHES)) {
          print(`The ${name} process can't start (${how}); its lines above say why.`);
          return giveUp(1);
        }
        print(`The ${name} process is gone (${how}). Restarting it in ${restartInMs / 1000} s.`);
      },
    },
    /** False when the child was stopped before it ever answered. */
    async waitForHealth(child: SupervisedChild): Promise<boolean> {
      for (;;) {
        const state = await child.healthy(60_000);
        if (state === "stopped") return false;
        if (state === "healthy") {
          answered.add(child.name);
          return true;
        }
        print(`The ${child.name} process does not answer yet.`);
      }
    },
    announce(healthy: readonly boolean[]): void {
      if (healthy.includes(false)) return;
      announced = true;
      print(renderBanner(config, firstAdminLink));
    },
  };
}

function portClaims(config: SupervisorConfig) {
  return [
    { variable: "PORT", host: config.host, port: config.ports.web },
    { variable: "MEDIA_HTTP_PORT", host: config.host, port: config.ports.media },
    { variable: "MEDIA_CONTROL_PORT", host: config.controlHost, port: config.ports.control },
    { variable: "RTMP_PORT", host: config.host, port: config.ports.rtmp },
  ];
}
