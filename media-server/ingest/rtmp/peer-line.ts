import type { Socket } from "node:net";
import { createChunkWriter } from "./chunk-writer";
import { MessageType, type RtmpMessage } from "./message";
import { RtmpProtocolError } from "./protocol-error";
import { acknowledgement, pingResponse, WINDOW_ACK_BYTES } from "./replies";

/** Chunk streams of our own answers; 2 is reserved for control messages. */
const CONTROL_CHUNK_STREAM = 2;
const COMMAND_CHUNK_STREAM = 3;
const PING_REQUEST = 6;
/** An encoder that asks for tinier acknowledgement windows does not get them: each would cost a write. */
const SMALLEST_ACK_WINDOW = 65_536;

/** The way back to the peer: answers, acknowledgements, pongs, and a close that lets the last words arrive. */
export class PeerLine {
  readonly #socket: Socket;
  readonly #maxUnsentBytes: number;
  readonly #onOverflow: () => void;
  readonly #writer = createChunkWriter();
  #bytesIn = 0;
  #bytesAcknowledged = 0;
  #ackWindow = WINDOW_ACK_BYTES;

  constructor(socket: Socket, options: { maxUnsentBytes: number; onOverflow: () => void }) {
    this.#socket = socket;
    this.#maxUnsentBytes = options.maxUnsentBytes;
    this.#onOverflow = options.onOverflow;
  }

  get bytesIn(): number {
    return this.#bytesIn;
  }

  /** Holds for messages sent after this. */
  useChunkSize(bytes: number): void {
    this.#writer.setChunkSize(bytes);
  }

  /** In one write. */
  send(messages: readonly RtmpMessage[]): void {
    const chunks = messages.map((message) =>
      this.#writer.encode(message, message.type <= 6 ? CONTROL_CHUNK_STREAM : COMMAND_CHUNK_STREAM),
    );
    this.write(Buffer.concat(chunks));
  }

  write(bytes: Buffer): void {
    if (!this.#socket.writable) return;
    this.#socket.write(bytes);
    if (this.#socket.writableLength > this.#maxUnsentBytes) this.#onOverflow();
  }

  count(bytes: number): void {
    this.#bytesIn += bytes;
  }

  /** Sends an acknowledgement when the peer's window has been filled (RTMP 1.0 §5.4.3). */
  acknowledge(): void {
    if (this.#bytesIn - this.#bytesAcknowledged < this.#ackWindow) return;
    this.#bytesAcknowledged = this.#bytesIn;
    this.send([acknowledgement(this.#bytesIn)]);
  }

  /** Window Ack Size and User Control from the peer. Throws `RtmpProtocolError` when cut off. */
  control(message: RtmpMessage): void {
    const { type, payload } = message;
    const isWindow = type === MessageType.windowAckSize;
    if (payload.length < (isWindow ? 4 : 2)) {
      throw new RtmpProtocolError("bad-control-message", `type ${type} of ${payload.length} bytes`);
    }
    if (isWindow) this.#ackWindow = Math.max(SMALLEST_ACK_WINDOW, payload.readUInt32BE(0));
    else if (payload.readUInt16BE(0) === PING_REQUEST && payload.length >= 6) {
      this.send([pingResponse(payload.subarray(2, 6))]);
    }
  }

  /**
   * Closes after what was sent. What still comes is read on: closing with unread bytes would reset the connection
   * and lose the last message. After `lingerMs` the socket goes anyway.
   */
  closeGently(lingerMs: number): void {
    this.#socket.resume();
    this.#socket.end();
    const linger = setTimeout(() => this.#socket.destroy(), lingerMs);
    this.#socket.once("close", () => clearTimeout(linger));
  }

  cut(): void {
    this.#socket.destroy();
  }
}
