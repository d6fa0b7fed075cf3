import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type AmfValue, decodeAmf0, encodeAmf0 } from "../amf0";
import { ChunkReader } from "../chunk-reader";
import { createChunkWriter } from "../chunk-writer";
import { HANDSHAKE_BLOCK_BYTES } from "../handshake";
import { MessageType, type RtmpMessage } from "../message";

export interface StatusInfo {
  readonly level: string;
  readonly code: string;
  readonly description: string;
}

export interface RtmpTestClientOptions {
  readonly port: number;
  readonly host?: string;
  readonly app?: string;
  /** Chunks that the client sends; announced to the server. */
  readonly chunkBytes?: number;
  /** The protocol bytes before the version's block: C0. */
  readonly version?: number;
  /** Called instead of `socket.write`, to cut the bytes up. */
  readonly write?: (socket: Socket, bytes: Buffer) => void;
}

/** An encoder for tests: connects, publishes, sends FLV tags at chosen times. */
export class RtmpTestClient {
  readonly socket: Socket;
  /** Every message of the server, in order. */
  readonly received: RtmpMessage[] = [];
  readonly statuses: StatusInfo[] = [];
  /** Settles when the socket is gone. */
  readonly closed: Promise<void>;
  readonly #options: RtmpTestClientOptions;
  readonly #writer = createChunkWriter();
  readonly #reader: ChunkReader;
  readonly #waiting = new Set<() => void>();
  #handshakeLeft = 1 + 2 * HANDSHAKE_BLOCK_BYTES;

  constructor(options: RtmpTestClientOptions) {
    this.#options = options;
    this.socket = connect(options.port, options.host ?? "127.0.0.1");
    this.socket.setNoDelay(true);
    this.socket.on("error", () => this.socket.destroy());
    this.closed = new Promise((resolve) => this.socket.once("close", () => resolve()));
    this.#reader = new ChunkReader(
      { maxMessageBytes: 1_000_000, maxPartialBytes: 4_000_000, maxChunkStreams: 64 },
      (message) => this.#take(message),
    );
    this.socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    this.socket.on("close", () => this.#wake());
  }

  /** C0, C1 and C2; waits for S0, S1 and S2 in between. */
  async handshake(c1: Buffer = Buffer.alloc(HANDSHAKE_BLOCK_BYTES, 1)): Promise<void> {
    await once(this.socket, "connect");
    this.write(Buffer.concat([Buffer.of(this.#options.version ?? 3), c1]));
    await this.#until(() => this.#handshakeLeft === 0, "the handshake's answer");
    this.write(Buffer.alloc(HANDSHAKE_BLOCK_BYTES));
  }

  /** Handshake, `connect` and `createStream`, as OBS and ffmpeg do it. */
  async connect(): Promise<void> {
    await this.handshake();
    if (this.#options.chunkBytes) this.#announceChunkSize(this.#options.chunkBytes);
    const app = this.#options.app ?? "live";
    this.command("connect", 1, {
      app,
      type: "nonprivate",
      flashVer: "FMLE/3.0 (compatible; test)",
      tcUrl: `rtmp://127.0.0.1:${this.#options.port}/${app}`,
    });
    await this.#answer(1);
    this.command("createStream", 4, null);
    await this.#answer(4);
  }

  /** Resolves with the server's verdict; rejects when the connection ends without one. */
  async publish(streamKey: string): Promise<StatusInfo> {
    const before = this.statuses.length;
    this.command("releaseStream", 2, null, streamKey);
    this.command("FCPublish", 3, null, streamKey);
    this.command("publish", 5, null, streamKey, "live");
    await this.#until(() => this.statuses.length > before, "a publish verdict");
    const status = this.statuses[before];
    if (!status) throw new Error("no publish verdict");
    return status;
  }

  sendVideo(timestampMs: number, body: Buffer): void {
    this.send({ type: MessageType.video, messageStreamId: 1, timestampMs, payload: body }, 6);
  }

  sendAudio(timestampMs: number, body: Buffer): void {
    this.send({ type: MessageType.audio, messageStreamId: 1, timestampMs, payload: body }, 4);
  }

  /** What encoders send when their user stops. */
  unpublish(streamKey: string): void {
    this.command("FCUnpublish", 6, null, streamKey);
    this.command("deleteStream", 7, null, 1);
  }

  command(name: string, transactionId: number, object: AmfValue, ...args: AmfValue[]): void {
    const payload = encodeAmf0(name, transactionId, object, ...args);
    const messageStreamId = name === "publish" || name === "play" ? 1 : 0;
    this.send({ type: MessageType.command, messageStreamId, timestampMs: 0, payload }, 3);
  }

  send(message: RtmpMessage, chunkStreamId: number): void {
    this.write(this.#writer.encode(message, chunkStreamId));
  }

  write(bytes: Buffer): void {
    if (this.#options.write) this.#options.write(this.socket, bytes);
    else this.socket.write(bytes);
  }

  /** Ends without a word, as a lost network does. */
  async drop(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }

  #announceChunkSize(bytes: number): void {
    const payload = Buffer.alloc(4);
    payload.writeUInt32BE(bytes, 0);
    this.send({ type: MessageType.setChunkSize, messageStreamId: 0, timestampMs: 0, payload }, 2);
    this.#writer.setChunkSize(bytes);
  }

  #receive(bytes: Buffer): void {
    const handshake = Math.min(this.#handshakeLeft, bytes.length);
    this.#handshakeLeft -= handshake;
    if (handshake < bytes.length) this.#reader.push(bytes, handshake);
    this.#wake();
  }

  #take(message: RtmpMessage): void {
    this.received.push(message);
    if (message.type !== MessageType.command) return;
    const [name, , , info] = decodeAmf0(message.payload);
    // The server under test sends its status objects with these three texts.
    if (name === "onStatus") this.statuses.push(info as unknown as StatusInfo);
  }

  async #answer(transactionId: number): Promise<void> {
    const isAnswer = (message: RtmpMessage) => {
      if (message.type !== MessageType.command) return false;
      const [name, id] = decodeAmf0(message.payload);
      return name === "_result" && id === transactionId;
    };
    await this.#until(() => this.received.some(isAnswer), `the answer to ${transactionId}`);
  }

  async #until(isTrue: () => boolean, what: string): Promise<void> {
    while (!isTrue()) {
      if (this.socket.destroyed) throw new Error(`connection closed before ${what}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** A client that is on air already. Throws when the server refuses. */
export async function publishAs(streamKey: string, options: RtmpTestClientOptions): Promise<RtmpTestClient> {
  const client = new RtmpTestClient(options);
  await client.connect();
  const status = await client.publish(streamKey);
  if (status.code !== "NetStream.Publish.Start") throw new Error(`refused: ${status.code}`);
  return client;
}
