import { type Command, objectText } from "./command";
import type { RtmpMessage } from "./message";
import { RtmpProtocolError } from "./protocol-error";
import {
  connectResult,
  OUTGOING_CHUNK_BYTES,
  onStatus,
  result,
  setChunkSize,
  setPeerBandwidth,
  windowAckSize,
} from "./replies";
import { streamKeyOf } from "./stream-key";

/** What commands may do to their session. */
export interface CommandEffects {
  send(messages: readonly RtmpMessage[]): void;
  /** After this, `send` writes chunks of this length. */
  useChunkSize(bytes: number): void;
  publish(streamKey: string, messageStreamId: number): void;
  unpublish(): void;
  refuse(reason: string, farewell: RtmpMessage): void;
}

/** More than any encoder asks for. */
const MAX_STREAMS = 8;

/** One connection's commands: connect, createStream, publish, and the way back. Unknown ones are passed over. */
export class CommandHandler {
  readonly #effects: CommandEffects;
  #app: string | null = null;
  #streams = 0;
  #publishing: number | null = null;

  constructor(effects: CommandEffects) {
    this.#effects = effects;
  }

  /** Throws `RtmpProtocolError` when the order of commands is broken. */
  take(command: Command): void {
    if (command.name === "connect") return this.#connect(command);
    if (this.#app === null) throw new RtmpProtocolError("bad-command", "not connected");
    switch (command.name) {
      case "createStream":
        return this.#createStream(command);
      case "publish":
        return this.#publish(command, this.#app);
      case "releaseStream":
      case "FCPublish":
      case "_checkbw":
        return this.#acknowledge(command);
      case "FCUnpublish":
      case "closeStream":
        if (this.#publishing !== null) this.#effects.unpublish();
        return;
      case "deleteStream":
        return this.#deleteStream(command);
      case "play":
      case "play2":
        return this.#effects.refuse("player", notAPlayer(command.messageStreamId));
    }
  }

  #connect(command: Command): void {
    if (this.#app !== null) throw new RtmpProtocolError("bad-command", "connected twice");
    this.#app = objectText(command.object, "app");
    this.#effects.send([windowAckSize(), setPeerBandwidth(), setChunkSize(OUTGOING_CHUNK_BYTES)]);
    this.#effects.useChunkSize(OUTGOING_CHUNK_BYTES);
    this.#effects.send([connectResult(command.transactionId)]);
  }

  #createStream(command: Command): void {
    this.#streams += 1;
    if (this.#streams > MAX_STREAMS) throw new RtmpProtocolError("bad-command", "too many streams");
    this.#effects.send([result(command.transactionId, null, this.#streams)]);
  }

  #publish(command: Command, app: string): void {
    if (this.#publishing !== null) throw new RtmpProtocolError("bad-command", "published twice");
    const [name] = command.args;
    this.#publishing = command.messageStreamId;
    this.#effects.publish(streamKeyOf(typeof name === "string" ? name : "", app), command.messageStreamId);
  }

  #acknowledge(command: Command): void {
    if (command.transactionId !== 0) this.#effects.send([result(command.transactionId, null, undefined)]);
  }

  #deleteStream(command: Command): void {
    if (this.#publishing === null) return;
    const [streamId] = command.args;
    if (typeof streamId === "number" && streamId !== this.#publishing) return;
    this.#effects.unpublish();
  }
}

function notAPlayer(messageStreamId: number): RtmpMessage {
  return onStatus(messageStreamId, "error", "NetStream.Play.Failed", "This server takes encoders only.");
}
