import { availableParallelism, loadavg } from "node:os";
import type { Ffmpeg } from "../transcode/find-ffmpeg";
import { type Shot, type ShotInput, takeShot } from "./take-shot";

/** More than this many runnable processes per core: pictures wait. */
const BUSY_LOAD_PER_CORE = 2;
const MAX_WAITING = 16;

/** Takes few pictures at once, over all streams: live video goes first. */
export class ShotQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly limit = Math.max(1, Math.floor(availableParallelism() / 4));

  constructor(
    /** Null: there are no pictures. */
    private readonly ffmpeg: Ffmpeg | null,
    private readonly load: () => number = () => loadavg()[0] ?? 0,
  ) {}

  get canTake(): boolean {
    return this.ffmpeg !== null;
  }

  /** Whether the machine has better things to do. */
  get isBusy(): boolean {
    return this.load() > BUSY_LOAD_PER_CORE * availableParallelism();
  }

  /** Null: there is no picture in it, or too many wait already. Never rejects. */
  async take(input: ShotInput): Promise<Shot | null> {
    const { ffmpeg } = this;
    if (!ffmpeg) return null;
    return this.inTurn(() => takeShot(ffmpeg, input));
  }

  /** Other work with ffmpeg, under the same bound. Null: too much waits already. */
  async inTurn<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.running >= this.limit) {
      if (this.waiting.length >= MAX_WAITING) return null;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}
