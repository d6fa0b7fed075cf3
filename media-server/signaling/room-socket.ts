import type { WebSocket } from "ws";
import type { z } from "zod";
import { ROOM_CLOSE } from "../../lib/wire/p2p";
import { type Allowance, MessageBudget } from "./message-budget";
import type { RoomLine } from "./room-line";

export interface RoomSocketOptions<In> {
  readonly address: string;
  readonly schema: z.ZodType<In>;
  /** Of messages. */
  readonly allowance: Allowance;
  /** Of their bytes; as much as messages may hold unless given. */
  readonly bytes?: Allowance;
  onMessage(message: In): void;
  /** Once. `code` as in RFC 6455 §7.4: 1006 when the other end just went. */
  onClose(code: number): void;
}

/** Whoever doesn't read isn't written to without end. */
const MAX_UNSENT_BYTES = 1_000_000;
/** Whoever connects says who it is within this time, and hangs up within it when told to. */
const PATIENCE_MS = 5_000;

/** One WebSocket of a room: bounded in what it may send, parsed before anybody sees it. */
export class RoomSocket<In, Out> implements RoomLine<Out> {
  readonly address: string;
  lastHeardAt = performance.now();
  private readonly budget: MessageBudget;
  private readonly bytes: MessageBudget | null;
  private readonly introduction: NodeJS.Timeout;
  private isClosing = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly options: RoomSocketOptions<In>,
  ) {
    this.address = options.address;
    const now = () => performance.now();
    this.budget = new MessageBudget(options.allowance, now);
    this.bytes = options.bytes ? new MessageBudget(options.bytes, now) : null;
    this.introduction = setTimeout(() => this.close(ROOM_CLOSE.junk, "silent"), PATIENCE_MS).unref();
    socket.on("error", () => socket.terminate());
    socket.on("pong", () => this.heard());
    socket.on("ping", () => this.heard());
    socket.on("message", (data, isBinary) => this.take(isBinary ? null : String(data)));
    socket.on("close", (code) => {
      clearTimeout(this.introduction);
      options.onClose(code);
    });
  }

  send(message: Out): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) this.socket.terminate();
    else this.socket.send(JSON.stringify(message));
  }

  close(code: number, reason: string): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), PATIENCE_MS).unref();
  }

  ping(): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  terminate(): void {
    this.socket.terminate();
  }

  private heard(bytes = 0): boolean {
    this.lastHeardAt = performance.now();
    if (this.isClosing) return false;
    const isAllowed = this.budget.take() && (this.bytes?.take(bytes) ?? true);
    if (!isAllowed) this.close(ROOM_CLOSE.tooMany, "too-many-messages");
    return isAllowed;
  }

  private take(text: string | null): void {
    if (!this.heard(text?.length ?? 0)) return;
    const message = text === null ? null : this.parse(text);
    if (!message) return this.close(ROOM_CLOSE.junk, "junk");
    clearTimeout(this.introduction);
    this.options.onMessage(message);
  }

  private parse(text: string): In | null {
    try {
      const result = this.options.schema.safeParse(JSON.parse(text));
      return result.success ? result.data : null;
    } catch {
      return null;
    }
  }
}
