import type { RecordingFault } from "../../lib/wire/recording";
import type { PackagedPart, RunStart } from "../packaging/packager-output";
import type { RecordingWriter } from "./recording-writer";

export interface SessionHooks {
  /** A segment is whole and on the disk. */
  segmentDone(file: string): void;
  /** Nothing more is taken; called once, and not after `close` or `abort`. `cause` is for the log. */
  failed(fault: RecordingFault, cause: unknown): void;
}

type Order =
  | { readonly kind: "run"; readonly run: RunStart }
  | { readonly kind: "part"; readonly part: PackagedPart; readonly bytes: number }
  | { readonly kind: "end" };

/**
 * Between the live path, which never waits, and the disk, which may: orders queue up here, bounded in bytes. A disk that
 * can't keep up ends the recording, not the stream.
 */
export class RecordingSession {
  private readonly orders: Order[] = [];
  /** Waits for the disk. */
  queuedBytes = 0;
  private writer: RecordingWriter | null = null;
  private work: Promise<void> | null = null;
  private state: "open" | "closing" | "failed" = "open";
  /** Why it stopped by itself. */
  fault: RecordingFault | null = null;

  constructor(
    /** Makes ready what was left by an earlier session. */
    private readonly prepare: () => Promise<RecordingWriter>,
    private readonly hooks: SessionHooks,
    private readonly maxQueuedBytes: number,
  ) {}

  /** What is on the disk so far; null until the first order is being carried out. */
  get timeline() {
    return this.writer?.timeline ?? null;
  }

  get isOpen(): boolean {
    return this.state === "open";
  }

  /** Not on the disk yet. */
  get waitingBytes(): number {
    return this.queuedBytes;
  }

  startRun(run: RunStart): void {
    this.take({ kind: "run", run });
  }

  addPart(part: PackagedPart): void {
    const bytes = part.body.reduce((sum, chunk) => sum + chunk.length, 0);
    if (this.queuedBytes + bytes > this.maxQueuedBytes)
      return this.fail("storage-error", new Error("The disk can't keep up."));
    this.queuedBytes += bytes;
    this.take({ kind: "part", part, bytes });
  }

  endSegment(): void {
    this.take({ kind: "end" });
  }

  /** Takes nothing more; what waits is dropped, and the recording stays playable up to here. */
  fail(fault: RecordingFault, cause: unknown): void {
    if (this.state !== "open") return;
    this.state = "failed";
    this.fault = fault;
    this.drop();
    this.hooks.failed(fault, cause);
  }

  /** Writes what waits, closes the open segment and every file. Idempotent; never rejects. */
  async close(): Promise<void> {
    if (this.state === "open") this.take({ kind: "end" });
    if (this.state === "open") this.state = "closing";
    await this.work;
    await this.writer?.close();
  }

  /** Drops what waits and closes every file. Never rejects. */
  async abort(): Promise<void> {
    this.state = "failed";
    this.drop();
    await this.work;
    await this.writer?.close();
  }

  private take(order: Order): void {
    if (this.state !== "open") return;
    this.orders.push(order);
    this.work ??= this.carryOut();
  }

  private drop(): void {
    this.orders.length = 0;
    this.queuedBytes = 0;
  }

  private async carryOut(): Promise<void> {
    try {
      this.writer ??= await this.prepare();
      for (let order = this.orders.shift(); order; order = this.orders.shift()) {
        await this.obey(this.writer, order);
      }
    } catch (error) {
      const wasClosing = this.state === "closing";
      this.drop();
      this.state = wasClosing ? "open" : this.state;
      this.fail(isFull(error) ? "disk-full" : "storage-error", error);
    }
    // In one go with the last look at the queue: an order that comes now starts a new round.
    this.work = null;
  }

  private async obey(writer: RecordingWriter, order: Order): Promise<void> {
    if (order.kind === "run") await writer.startRun(order.run);
    if (order.kind === "part") {
      await writer.addPart(order.part);
      this.queuedBytes = Math.max(0, this.queuedBytes - order.bytes);
    }
    const file = order.kind === "end" ? await writer.closeSegment() : null;
    if (file) this.hooks.segmentDone(file);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
