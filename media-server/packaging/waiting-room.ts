import type { HttpAnswer } from "./http-answer";

interface Waiter {
  readonly deadlineMs: number;
  /** The answer once there is one, else null. */
  readonly attempt: () => HttpAnswer | null;
  readonly respond: (answer: HttpAnswer) => void;
}

const SWEEP_MS = 1_000;

/** Requests that wait for media that isn't there yet; looked at whenever something new is published. */
export class WaitingRoom {
  private waiters: Waiter[] = [];
  private sweeper: NodeJS.Timeout | null = null;

  constructor(
    private readonly patienceMs: number,
    private readonly tooLate: HttpAnswer,
  ) {}

  get size(): number {
    return this.waiters.length;
  }

  /** Responds at once when there is an answer already. */
  enter(attempt: () => HttpAnswer | null, respond: (answer: HttpAnswer) => void): void {
    const answer = attempt();
    if (answer) return respond(answer);
    this.waiters.push({ deadlineMs: performance.now() + this.patienceMs, attempt, respond });
    this.sweeper ??= setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  settle(): void {
    const waiting = this.waiters;
    this.waiters = [];
    for (const waiter of waiting) {
      const answer = waiter.attempt();
      if (answer) waiter.respond(answer);
      else this.waiters.push(waiter);
    }
    this.rest();
  }

  /** Nobody's wish will come true. */
  dismiss(answer: HttpAnswer): void {
    const waiting = this.waiters;
    this.waiters = [];
    for (const waiter of waiting) waiter.respond(answer);
    this.rest();
  }

  private sweep(): void {
    const nowMs = performance.now();
    const late = this.waiters.filter((waiter) => waiter.deadlineMs <= nowMs);
    if (late.length > 0) this.waiters = this.waiters.filter((waiter) => waiter.deadlineMs > nowMs);
    for (const waiter of late) waiter.respond(this.tooLate);
    this.rest();
  }

  private rest(): void {
    if (this.waiters.length > 0 || !this.sweeper) return;
    clearInterval(this.sweeper);
    this.sweeper = null;
  }
}
