import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import type { Environment } from "./config";

export interface ChildSpec {
  readonly name: string;
  /** Arguments for this Node.js: options, script, its arguments. Never a shell. */
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  /** Resolves true when the child answers; must have a deadline of its own. */
  readonly isHealthy: () => Promise<boolean>;
}

export interface ChildTimings {
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  /** After this long without a crash, the next one is treated as the first. */
  readonly steadyAfterMs: number;
}

export const CHILD_TIMINGS: ChildTimings = {
  firstBackoffMs: 500,
  longestBackoffMs: 30_000,
  steadyAfterMs: 60_000,
};

export interface ChildEvents {
  readonly line: (name: string, text: string) => void;
  /** The child left without being asked to. */
  readonly crashed: (name: string, how: string, restartInMs: number) => void;
}

export interface SupervisedChild {
  readonly name: string;
  readonly pid: number | null;
  /** Resolves at the first healthy answer, when stopped, or past `timeoutMs`. */
  healthy(timeoutMs: number): Promise<"healthy" | "stopped" | "late">;
  /** Asks it to leave (SIGTERM), and makes it leave (SIGKILL) after `graceMs`. No restart follows. */
  stop(graceMs: number): Promise<void>;
  kill(): void;
}

/** Keeps one process running: restarted with growing pauses whenever it leaves unasked. */
export function superviseChild(
  spec: ChildSpec,
  events: ChildEvents,
  timings: ChildTimings = CHILD_TIMINGS,
): SupervisedChild {
  let running: ChildProcess | null = null;
  let restart: NodeJS.Timeout | null = null;
  let backoffMs = timings.firstBackoffMs;
  let stopping = false;

  function start(): void {
    restart = null;
    const startedAt = Date.now();
    const child = spawnChild(spec, events);
    running = child;
    let over = false;
    const ended = (how: string) => {
      if (over) return;
      over = true;
      running = null;
      if (stopping) return;
      if (Date.now() - startedAt >= timings.steadyAfterMs) backoffMs = timings.firstBackoffMs;
      events.crashed(spec.name, how, backoffMs);
      restart = setTimeout(start, backoffMs);
      backoffMs = Math.min(backoffMs * 2, timings.longestBackoffMs);
    };
    child.once("error", (error) => ended(error.message));
    child.once("exit", (code, signal) => ended(signal ? `killed by ${signal}` : `exit code ${code}`));
  }

  start();
  return {
    name: spec.name,
    get pid() {
      return running?.pid ?? null;
    },
    async healthy(timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      while (!stopping && Date.now() < deadline) {
        if (running && (await spec.isHealthy())) return "healthy";
        await delay(100);
      }
      return stopping ? "stopped" : "late";
    },
    async stop(graceMs) {
      stopping = true;
      if (restart) clearTimeout(restart);
      const child = running;
      if (!child) return;
      const gone = new Promise<void>((settle) => child.once("exit", () => settle()));
      signal(child, "SIGTERM");
      const timer = setTimeout(() => signal(child, "SIGKILL"), graceMs);
      await gone;
      clearTimeout(timer);
    },
    kill() {
      stopping = true;
      if (restart) clearTimeout(restart);
      if (running) signal(running, "SIGKILL");
    },
  };
}

// A process group of its own: Ctrl-C in a terminal reaches the supervisor alone, which then drains in order.
const OWN_GROUP = process.platform !== "win32";

function spawnChild(spec: ChildSpec, events: ChildEvents): ChildProcess {
  const child = spawn(process.execPath, [...spec.args], {
    cwd: spec.cwd,
    env: { NODE_ENV: "production", ...spec.env, SUPERVISOR_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: OWN_GROUP,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", (text) => events.line(spec.name, text));
  }
  return child;
}

function signal(child: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    // SIGKILL goes to the whole group, so that nothing the child started stays behind.
    if (OWN_GROUP && name === "SIGKILL") process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // Gone already.
  }
}
