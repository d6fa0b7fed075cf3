import type { z } from "zod";
import { ROOM_CLOSE } from "@/lib/wire/p2p";

export interface RoomClientOptions<In, Out> {
  /** Asked anew for each attempt, as a token in it may be newer. */
  url(): string;
  readonly schema: z.ZodType<In>;
  /** What is said first on each connection. */
  hello(): Out;
  onMessage(message: In): void;
  /** The server can't be reached, or went; it is tried again. Told once per absence. */
  onAway(): void;
  /** The server won't have it: nothing is tried again. */
  onRefused(code: number, reason: string): void;
}

const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 5_000;
/** A connection attempt that takes longer goes nowhere. */
const OPEN_MS = 8_000;
/** The line is full of others: somebody else's turn first, in ms. */
const LATER_MS = 15_000;
const FINAL = new Set<number>([ROOM_CLOSE.refused, ROOM_CLOSE.taken, ROOM_CLOSE.ended, ROOM_CLOSE.junk]);

/** A room's WebSocket that comes back by itself. What it carries is parsed; links between browsers don't depend on it. */
export class RoomClient<In, Out> {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private isAway = false;
  private isStopped = false;

  constructor(private readonly options: RoomClientOptions<In, Out>) {
    this.connect();
  }

  /** False: it could not be said, because the server is away. */
  send(message: Out): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** The line may be back: no reason to wait any longer. */
  readonly kick = (): void => {
    if (this.socket || this.isStopped) return;
    clearTimeout(this.timer);
    this.connect();
  };

  /** Says goodbye. Idempotent. */
  stop(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
    this.socket = null;
  }

  private connect(): void {
    const socket = new WebSocket(this.options.url());
    this.socket = socket;
    const isMine = () => this.socket === socket && !this.isStopped;
    const tooLong = setTimeout(() => socket.close(), OPEN_MS);
    socket.onopen = () => {
      clearTimeout(tooLong);
      if (isMine()) socket.send(JSON.stringify(this.options.hello()));
    };
    socket.onmessage = ({ data }) => {
      const message = isMine() ? this.parse(data) : null;
      if (message === null) return;
      this.attempts = 0;
      this.isAway = false;
      this.options.onMessage(message);
    };
    socket.onclose = ({ code, reason }) => {
      clearTimeout(tooLong);
      if (!isMine()) return;
      this.socket = null;
      if (FINAL.has(code)) {
        this.isStopped = true;
        return this.options.onRefused(code, reason);
      }
      this.retryLater(code);
    };
  }

  private retryLater(code: number): void {
    const ceiling =
      code === ROOM_CLOSE.tooMany
        ? 2 * LATER_MS
        : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(this.attempts, 8));
    this.attempts += 1;
    // Half fixed, half by chance: a crowd that lost the server at once does not come back at once.
    this.timer = setTimeout(() => this.connect(), ceiling / 2 + (ceiling / 2) * Math.random());
    if (this.isAway) return;
    this.isAway = true;
    this.options.onAway();
  }

  private parse(data: unknown): In | null {
    try {
      const result = this.options.schema.safeParse(JSON.parse(String(data)));
      return result.success ? result.data : null;
    } catch {
      return null;
    }
  }
}
