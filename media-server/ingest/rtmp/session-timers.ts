/** A session waits for one thing at a time: the `publish` command, or the next byte of a publisher. */
export class SessionTimers {
  readonly #now: () => number;
  readonly #onTimeout: () => void;
  #timer: NodeJS.Timeout | undefined;
  #lastByteAt = 0;

  constructor(options: { now: () => number; onTimeout: () => void }) {
    this.#now = options.now;
    this.#onTimeout = options.onTimeout;
  }

  expectPublish(deadlineMs: number): void {
    this.#arm(deadlineMs, this.#onTimeout);
  }

  expectBytes(idleMs: number): void {
    this.byteCame();
    this.#arm(idleMs, () => this.#checkIdle(idleMs));
  }

  /** Cheap: the running timer looks at it when it fires. */
  byteCame(): void {
    this.#lastByteAt = this.#now();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #checkIdle(idleMs: number): void {
    const quietMs = this.#now() - this.#lastByteAt;
    if (quietMs >= idleMs) this.#onTimeout();
    else this.#arm(idleMs - quietMs, () => this.#checkIdle(idleMs));
  }

  #arm(afterMs: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, afterMs);
  }
}
