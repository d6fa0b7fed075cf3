import type { Socket } from "node:net";
import type { MediaSink, Publisher } from "../../media";
import { MediaFormatError } from "../codecs/media-format-error";
import { type GateAnswer, keyFingerprint, type PublishGate, type PublishPermit } from "../publish-gate";
import { BytesAhead } from "./bytes-ahead";
import { ChunkReader } from "./chunk-reader";
import { parseCommand } from "./command";
import { CommandHandler } from "./command-handler";
import { createHandshake } from "./handshake";
import type { RtmpLimits } from "./limits";
import { MediaRelay } from "./media-relay";
import { MessageType, type RtmpMessage } from "./message";
import { PeerLine } from "./peer-line";
import { RtmpProtocolError } from "./protocol-error";
import { onStatus } from "./replies";
import type { RtmpLog } from "./rtmp-server-options";
import { SessionTimers } from "./session-timers";

export interface SessionDeps {
  readonly limits: RtmpLimits;
  readonly gate: PublishGate;
  readonly openSink: (permit: PublishPermit, publisher: Publisher) => MediaSink | null;
  readonly log: RtmpLog;
  readonly now: () => number;
}

type Phase = "talking" | "authorizing" | "publishing" | "closed";

/**
 * One encoder's connection from accept to the last byte. Nothing throws out of it: broken protocol, broken sockets
 * and broken sinks all end in `close`, once.
 */
export class Session {
  readonly #socket: Socket;
  readonly #address: string;
  readonly #deps: SessionDeps;
  readonly #timers: SessionTimers;
  readonly #line: PeerLine;
  readonly #handshake = createHandshake((bytes) => this.#line.write(bytes));
  readonly #reader: ChunkReader;
  readonly #commands: CommandHandler;
  #phase: Phase = "talking";
  #closeCause = "";
  #sink: MediaSink | null = null;
  #relay: MediaRelay | null = null;
  #streamId: string | undefined;
  #publishStream = 0;
  #messagesBeforePublish = 0;
  readonly #ahead = new BytesAhead();

  constructor(socket: Socket, address: string, deps: SessionDeps) {
    this.#socket = socket;
    this.#address = address;
    this.#deps = deps;
    const { limits } = deps;
    this.#line = new PeerLine(socket, {
      maxUnsentBytes: limits.maxUnsentBytes,
      onOverflow: () => this.close("answers-not-read"),
    });
    this.#reader = new ChunkReader(
      {
        maxMessageBytes: limits.maxMessageBytesBeforePublish,
        maxPartialBytes: limits.maxPartialBytesBeforePublish,
        maxChunkStreams: limits.maxChunkStreams,
      },
      (message) => this.#take(message),
    );
    this.#commands = new CommandHandler({
      send: (messages) => this.#line.send(messages),
      useChunkSize: (bytes) => this.#line.useChunkSize(bytes),
      publish: (streamKey, messageStreamId) => void this.#authorize(streamKey, messageStreamId),
      unpublish: () => this.disconnect("unpublished"),
      refuse: (reason, farewell) => this.close(reason, farewell),
    });
    this.#timers = new SessionTimers({ now: deps.now, onTimeout: () => this.close("timed-out") });
    this.#timers.expectPublish(limits.publishDeadlineMs);
    socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    for (const event of ["end", "close", "error"]) socket.on(event, () => this.close("connection-closed"));
  }

  /**
   * Ends the session; the first cause counts. With a farewell the socket is closed gently, so that the peer gets to
   * read it; without, at once.
   */
  close(cause: string, farewell?: RtmpMessage): void {
    if (this.#phase === "closed") return;
    const wasPublishing = this.#phase === "publishing";
    this.#phase = "closed";
    this.#closeCause = cause;
    this.#timers.stop();
    this.#ahead.release();
    this.#relay?.detach();
    this.#relay = null;
    const details = { address: this.#address, streamId: this.#streamId, cause, bytesIn: this.#line.bytesIn };
    if (wasPublishing) this.#deps.log.info(details, "publisher gone");
    else this.#deps.log.debug(details, "connection closed");
    this.#closeSink();
    if (!farewell) return this.#line.cut();
    this.#line.send([farewell]);
    this.#line.closeGently(this.#deps.limits.lingerMs);
  }

  /** A close that tells the encoder, when it was on air. */
  disconnect(cause: string): void {
    if (this.#phase !== "publishing") return this.close(cause);
    this.close(
      cause,
      onStatus(this.#publishStream, "status", "NetStream.Unpublish.Success", "Publishing stopped."),
    );
  }

  #receive(bytes: Buffer): void {
    if (this.#phase === "closed") return;
    this.#timers.byteCame();
    this.#line.count(bytes.length);
    if (this.#phase === "authorizing") this.#hold(bytes);
    else this.#consume(bytes);
  }

  #consume(bytes: Buffer): void {
    // Whatever these bytes ask for is answered in one write.
    this.#socket.cork();
    try {
      let offset = this.#handshake.isDone ? 0 : this.#handshake.push(bytes, 0);
      if (offset < bytes.length) offset = this.#reader.push(bytes, offset, this.#mayRead);
      if (offset < bytes.length && this.#phase === "authorizing") this.#hold(bytes.subarray(offset));
      if (this.#mayRead()) this.#line.acknowledge();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#socket.uncork();
    }
  }

  readonly #mayRead = (): boolean => this.#phase === "talking" || this.#phase === "publishing";

  #hold(bytes: Buffer): void {
    if (this.#ahead.hold(bytes) >= this.#deps.limits.maxBytesAhead) this.#socket.pause();
  }

  #take(message: RtmpMessage): void {
    if (this.#phase === "talking") this.#countMessage();
    switch (message.type) {
      case MessageType.command:
      case MessageType.commandAmf3:
        return this.#commands.take(parseCommand(message));
      case MessageType.windowAckSize:
      case MessageType.userControl:
        return this.#line.control(message);
      case MessageType.audio:
      case MessageType.video:
      case MessageType.aggregate:
        if (!this.#relay) throw new RtmpProtocolError("media-before-publish", `message type ${message.type}`);
        return this.#relay.take(message);
    }
  }

  #countMessage(): void {
    this.#messagesBeforePublish += 1;
    if (this.#messagesBeforePublish <= this.#deps.limits.maxMessagesBeforePublish) return;
    throw new RtmpProtocolError("too-many-messages", "before publish");
  }

  async #authorize(streamKey: string, messageStreamId: number): Promise<void> {
    this.#phase = "authorizing";
    this.#publishStream = messageStreamId;
    this.#timers.stop();
    const answer = await this.#deps.gate.ask(streamKey, this.#address);
    if (this.#phase !== "authorizing") return;
    try {
      this.#settle(answer, streamKey);
    } catch (error) {
      this.#fail(error);
    }
  }

  #settle(answer: GateAnswer, streamKey: string): void {
    if (!answer.allowed) return this.#refuse(answer.reason, streamKey);
    const { permit } = answer;
    this.#streamId = permit.streamId;
    const sink = this.#deps.openSink(permit, {
      address: this.#address,
      protocol: "rtmp",
      disconnect: (cause) => this.disconnect(cause),
    });
    if (!sink) return this.#refuse("already-publishing", streamKey);
    this.#sink = sink;
    if (this.#isClosed()) return this.#closeSink();
    this.#start(sink);
  }

  /** The stream may have disconnected its publisher from inside `openSink`. */
  #isClosed(): boolean {
    return this.#phase === "closed";
  }

  #start(sink: MediaSink): void {
    const { limits, log } = this.#deps;
    this.#phase = "publishing";
    this.#relay = new MediaRelay(sink);
    this.#reader.setLimits(limits);
    this.#timers.expectBytes(limits.idleMs);
    log.info({ address: this.#address, streamId: this.#streamId }, "publisher accepted");
    this.#line.send([
      onStatus(this.#publishStream, "status", "NetStream.Publish.Start", "Publishing started."),
    ]);
    for (const bytes of this.#ahead.release()) if (this.#mayRead()) this.#consume(bytes);
    if (this.#mayRead()) this.#socket.resume();
  }

  /** The encoder's user sees this sentence; it does not tell whether the key exists. */
  #refuse(reason: string, streamKey: string): void {
    const key = keyFingerprint(streamKey);
    const details = { address: this.#address, streamId: this.#streamId, reason, key };
    if (reason === "rate-limited") this.#deps.log.debug(details, "publish refused");
    else this.#deps.log.info(details, "publish refused");
    this.close(
      reason,
      onStatus(
        this.#publishStream,
        "error",
        "NetStream.Publish.BadName",
        "This stream can't be published now.",
      ),
    );
  }

  #fail(error: unknown): void {
    const isPeersFault = error instanceof RtmpProtocolError || error instanceof MediaFormatError;
    const details = { address: this.#address, streamId: this.#streamId };
    if (isPeersFault) this.#deps.log.debug({ ...details, reason: error.message }, "protocol broken");
    else this.#deps.log.warn({ ...details, err: error }, "session failed");
    this.close(isPeersFault ? "protocol-error" : "internal-error");
  }

  #closeSink(): void {
    const sink = this.#sink;
    this.#sink = null;
    try {
      sink?.close(this.#closeCause);
    } catch (error) {
      this.#deps.log.warn({ err: error, streamId: this.#streamId }, "sink failed to close");
    }
  }
}
