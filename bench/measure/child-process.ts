import { spawn } from "node:child_process";
import { once } from "node:events";

export interface RunningChild {
  readonly pid: number;
  /** The last output, for error messages. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a program of the bench; `stop` ends it by its own id and waits until it is gone. */
export function startChild(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): RunningChild {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  if (child.pid === undefined) throw new Error(`${command} can't be started`);
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return {
    pid: child.pid,
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), 12_000);
      await exited;
      clearTimeout(hard);
    },
  };
}
