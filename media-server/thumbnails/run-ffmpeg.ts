import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import type { Readable } from "node:stream";
import { childEnvironment, type Ffmpeg } from "../transcode/find-ffmpeg";

const MAX_OUTPUT_BYTES = 20e6;
/** Pictures wait for everything else on the machine. */
const NICENESS = 15;

export interface FfmpegTask {
  /** Input is `pipe:0`, the first output `pipe:3`, the next `pipe:4`. */
  readonly args: readonly string[];
  readonly input: readonly Buffer[];
  readonly outputs: number;
  readonly deadlineMs: number;
}

/** Runs ffmpeg once. Null when it wrote nothing to one of its outputs, was too slow, or wrote without end. Never rejects. */
export function runFfmpeg(ffmpeg: Ffmpeg, task: FfmpegTask): Promise<Buffer[] | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[][] = Array.from({ length: task.outputs }, () => []);
    const pipes = chunks.map(() => "pipe" as const);
    const child = spawn(ffmpeg.path, ["-hide_banner", "-nostdin", "-loglevel", "quiet", ...task.args], {
      stdio: ["pipe", "ignore", "ignore", ...pipes],
      env: childEnvironment(),
      windowsHide: true,
    });
    let bytes = 0;
    let isCutOff = false;
    const cutOff = () => {
      isCutOff = true;
      child.kill("SIGKILL");
    };
    const deadline = setTimeout(cutOff, task.deadlineMs);
    chunks.forEach((list, index) => {
      // By the stdio above these are pipes to read from.
      const output = child.stdio[3 + index] as Readable | null;
      output?.on("error", () => {});
      output?.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_OUTPUT_BYTES) cutOff();
        else list.push(chunk);
      });
    });
    const over = () => {
      clearTimeout(deadline);
      const outputs = chunks.map((list) => Buffer.concat(list));
      resolve(!isCutOff && outputs.every((one) => one.length > 0) ? outputs : null);
    };
    child.once("close", over);
    child.once("error", over);
    // It may have what it needs before it has read everything.
    child.stdin?.on("error", () => {});
    for (const buffer of task.input) child.stdin?.write(buffer);
    child.stdin?.end();
    lowerPriority(child.pid);
  });
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, NICENESS);
  } catch {
    // Already gone, or not allowed here: it runs as it is.
  }
}
