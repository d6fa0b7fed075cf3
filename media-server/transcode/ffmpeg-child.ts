import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";
import { childEnvironment, type Ffmpeg } from "./find-ffmpeg";

export interface FfmpegJob {
  readonly ffmpeg: Ffmpeg;
  /** Without the program itself. Input is `pipe:0`, the first output `pipe:3`, the next `pipe:4`. */
  readonly args: readonly string[];
  readonly outputs: number;
  output(index: number, chunk: Buffer): void;
  /** The process is gone and all of its output was handed over. `complaint` is the end of what it printed. */
  exited(exit: FfmpegExit): void;
}

export interface FfmpegExit {
  /** It was told to go, or finished what it was given. */
  readonly isWanted: boolean;
  readonly complaint: string;
}

const COMPLAINT_CHARACTERS = 1_000;
const FINISH_WITHIN_MS = 3_000;
/** Transcodes wait for everything else on the machine: source and viewers go first. */
const NICENESS = 10;

/** One ffmpeg that reads from us and writes to us. Knows nothing of our secrets, our files and the network. */
export class FfmpegChild {
  private readonly process: ChildProcess;
  private readonly input: Writable | null;
  private isEnding = false;
  private deadline: NodeJS.Timeout | null = null;

  constructor(private readonly job: FfmpegJob) {
    const pipes = Array.from({ length: job.outputs }, () => "pipe" as const);
    const common = ["-hide_banner", "-nostdin", "-loglevel", "error"];
    this.process = spawn(job.ffmpeg.path, [...common, ...job.args], {
      stdio: ["pipe", "ignore", "pipe", ...pipes],
      env: childEnvironment(),
      windowsHide: true,
    });
    this.input = this.process.stdin;
    // Whatever breaks the pipe also ends the process, and that is told.
    this.input?.on("error", () => {});
    lowerPriority(this.process.pid);
    this.listen();
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Bytes that it has not taken from us yet. The system's own pipe buffer comes on top. */
  get queuedBytes(): number {
    return this.input?.writableLength ?? 0;
  }

  write(buffers: readonly Buffer[]): void {
    if (this.isEnding || !this.input?.writable) return;
    this.input.cork();
    for (const buffer of buffers) this.input.write(buffer);
    this.input.uncork();
  }

  /** No more input: it writes what it has and goes; killed when that takes too long. Idempotent. */
  finish(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    this.input?.end();
    this.deadline = setTimeout(() => this.kill(), FINISH_WITHIN_MS);
  }

  /** Idempotent. */
  kill(): void {
    this.isEnding = true;
    this.process.kill("SIGKILL");
  }

  /** It hangs: ends it as if it had crashed. */
  crash(): void {
    this.process.kill("SIGKILL");
  }

  private listen(): void {
    let complaint = "";
    this.process.stderr?.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-COMPLAINT_CHARACTERS);
    });
    for (let index = 0; index < this.job.outputs; index++) {
      // By the stdio above these are pipes to read from.
      const output = this.process.stdio[3 + index] as Readable | null;
      output?.on("data", (chunk: Buffer) => this.job.output(index, chunk));
      output?.on("error", () => {});
    }
    let isOver = false;
    const over = (code: number | null, reason: string) => {
      if (isOver) return;
      isOver = true;
      if (this.deadline) clearTimeout(this.deadline);
      this.job.exited({ isWanted: this.isEnding, complaint: reason || `exit code ${code}` });
    };
    // `close` comes once all pipes are read to their end; a program that can't be started brings only `error`.
    this.process.once("close", (code) => over(code, complaint.trim()));
    this.process.once("error", (error) => over(null, error.message));
  }
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, NICENESS);
  } catch {
    // Already gone, or not allowed here: it runs as it is.
  }
}
