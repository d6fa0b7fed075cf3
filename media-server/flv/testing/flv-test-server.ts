import { type ClientRequest, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { vi } from "vitest";
import { WebSocket } from "ws";
import type { AccessRefusal } from "../../access/playback-gate";
import type { MediaSink } from "../../media";
import { ByteBudget } from "../../packaging/byte-budget";
import { serveHls } from "../../packaging/serve-hls";
import { fastPublic, type MediaArea, openArea, servePublic } from "../../public-routes";
import { createPublicServer } from "../../public-server";
import { servePublicUpgrades } from "../../public-upgrades";
import type { LiveStream } from "../../streams/live-stream";
import { StreamRegistry } from "../../streams/stream-registry";
import { permit, send, testPublisher } from "../../testing/serve-test-streams";
import { audioConfig, syntheticFrames, videoConfig } from "../../testing/synthetic-media";
import { serveFlvSockets } from "../flv-sockets";
import { serveFlv } from "../serve-flv";
import { ViewerSeats } from "../viewer-seats";
import { readFlv } from "./read-flv";

export const FLV_PATH = "/live/stream-0001/stream.flv";
/** With the one token that is always good. */
export const GOOD_PATH = "/live/stream-0001/~good/stream.flv";
export const SEATS = 30;

export interface Watching {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly request: ClientRequest;
  bytes(): Buffer;
  hasEnded(): boolean;
}

/** Waits for a fact, also on a busy machine. */
export const until = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

export const picturesIn = (bytes: Buffer) => readFlv(bytes).tags.filter((tag) => tag.picture).length;

/** A request for a WebSocket, in plain text. */
export const upgrading = (path: string) =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`;

/** A real public server with one stream that is on air, fed by hand. */
export class FlvTestServer {
  /** What everybody without the good token is told; null: nothing is protected. */
  refusal: AccessRefusal | null = null;
  nextMs = 0;
  sink: MediaSink;
  readonly registry: StreamRegistry;
  readonly server: Server;
  private readonly sockets: { close(): void };
  private readonly open: { destroy(): void }[] = [];

  constructor() {
    this.registry = new StreamRegistry({
      now: Date.now,
      report: () => {},
      tick: () => {},
      viewersOf: () => 0,
      budget: new ByteBudget(1e9),
      maxStreamBytes: 1e8,
    });
    const limits = { seats: new ViewerSeats(SEATS), trustsProxy: false };
    const live: MediaArea<LiveStream> = {
      name: "live",
      find: (id) => this.registry.find(id),
      refusal: (_stream, token) => (token === "good" ? null : this.refusal),
      isProtected: () => this.refusal !== null,
      served: (stream, bytes) => stream.served(bytes),
      routes: [serveHls, serveFlv(limits)],
    };
    const capped = { maxConnections: 500, maxConnectionsPerAddress: 500 };
    this.server = createPublicServer(capped, servePublic([openArea(live)]), fastPublic([openArea(live)]));
    const sockets = serveFlvSockets(live, limits);
    this.sockets = sockets;
    servePublicUpgrades(this.server, [sockets.upgrade]);
    this.sink = this.publish();
    this.goOn();
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async close(): Promise<void> {
    for (const one of this.open.splice(0)) one.destroy();
    this.sockets.close();
    this.registry.close();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  get stream(): LiveStream {
    const stream = this.registry.find(permit.streamId);
    if (!stream) throw new Error("The stream is gone.");
    return stream;
  }

  /** A publisher comes and announces its codecs. */
  publish(): MediaSink {
    const sink = this.registry.publish(permit, testPublisher());
    if (!sink) throw new Error("Somebody publishes already.");
    sink.videoConfig(videoConfig());
    sink.audioConfig(audioConfig());
    this.sink = sink;
    return sink;
  }

  /** One more second of the stream. */
  goOn(): void {
    send(
      this.sink,
      syntheticFrames({ fps: 30, gop: 30, seconds: 1, audioRate: 48_000, fromMs: this.nextMs }),
    );
    this.nextMs += 1_000;
  }

  watch(path = FLV_PATH, options: { method?: string } = {}): Promise<Watching> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: "127.0.0.1", port: this.port, path, agent: false, ...options },
        (response) => {
          const chunks: Buffer[] = [];
          let hasEnded = false;
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => {
            hasEnded = true;
          });
          response.on("error", () => {});
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            request: sent,
            bytes: () => Buffer.concat(chunks),
            hasEnded: () => hasEnded,
          });
        },
      );
      this.open.push(sent);
      sent.on("error", reject);
      sent.end();
    });
  }

  /** Asks, and never reads the answer's body. */
  watchWithoutReading(): void {
    const sent = request({ host: "127.0.0.1", port: this.port, path: FLV_PATH, agent: false });
    this.open.push(sent);
    sent.on("error", () => {});
    sent.on("response", (response) => response.pause());
    sent.end();
  }

  watchSocket(path = FLV_PATH) {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`);
    this.open.push({ destroy: () => socket.terminate() });
    const chunks: Buffer[] = [];
    const state = { code: 0, failure: "", isOpen: false };
    socket.on("open", () => {
      state.isOpen = true;
    });
    // Binary messages come as buffers unless asked for otherwise.
    socket.on("message", (data) => chunks.push(data as Buffer));
    socket.on("close", (code) => {
      state.code = code;
    });
    socket.on("error", (error) => {
      state.failure = error.message;
    });
    return { socket, state, bytes: () => Buffer.concat(chunks) };
  }

  /** Sends raw bytes and gives what came back until the connection ended. */
  exchange(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, "127.0.0.1", () => socket.write(text));
      this.open.push(socket);
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk.toString("latin1");
      });
      socket.on("error", reject);
      socket.on("close", () => resolve(answer));
    });
  }

  private get port(): number {
    // A listening TCP server's address is always an AddressInfo.
    return (this.server.address() as AddressInfo).port;
  }
}
