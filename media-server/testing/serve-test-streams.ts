import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { MediaSink, Publisher } from "../media";
import { ByteBudget } from "../packaging/byte-budget";
import { serveDash } from "../packaging/serve-dash";
import { serveHls } from "../packaging/serve-hls";
import { openArea, servePublic } from "../public-routes";
import type { PublishPermit } from "../streams/live-stream";
import type { MediaFact } from "../streams/stream-events";
import { StreamRegistry } from "../streams/stream-registry";
import { streamSettings } from "./stream-settings";
import { audioConfig, type SyntheticFrame, videoConfig } from "./synthetic-media";

export const permit: PublishPermit = {
  allowed: true,
  streamId: "stream-0001",
  settings: streamSettings(),
};

export interface HttpResult {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

export interface TestStreams {
  readonly registry: StreamRegistry;
  readonly facts: MediaFact[];
  /** Moves the streams' clock, which otherwise stands still. */
  passMs(ms: number): void;
  /** Like an encoder: announces its codecs and sends. */
  publish(frames: readonly SyntheticFrame[], config?: ReturnType<typeof videoConfig>): MediaSink;
  get(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<HttpResult>;
  close(): Promise<void>;
}

/** A registry on a real HTTP server, fed by hand. */
export async function serveTestStreams(limits: { maxStreamBytes?: number } = {}): Promise<TestStreams> {
  let now = 1_795_000_000_000;
  const facts: MediaFact[] = [];
  const registry = new StreamRegistry({
    now: () => now,
    report: (fact) => facts.push(fact),
    tick: () => {},
    viewersOf: () => 0,
    budget: new ByteBudget(1e9),
    maxStreamBytes: limits.maxStreamBytes ?? 1e8,
  });
  const server = createServer(
    servePublic([
      openArea({
        name: "live",
        find: (id) => registry.find(id),
        refusal: () => null,
        isProtected: () => false,
        served: (stream, bytes) => stream.served(bytes),
        routes: [serveHls, serveDash],
      }),
    ]),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    registry,
    facts,
    passMs: (ms) => {
      now += ms;
    },
    publish(frames, config = videoConfig()) {
      const sink = registry.publish(permit, testPublisher());
      if (!sink) throw new Error("Somebody publishes already.");
      sink.videoConfig(config);
      sink.audioConfig(audioConfig());
      send(sink, frames);
      return sink;
    },
    get: (path, options = {}) => fetchRaw(server, path, options),
    close: () =>
      new Promise((resolve) => {
        registry.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function testPublisher(): Publisher & { readonly causes: string[] } {
  const causes: string[] = [];
  return { address: "203.0.113.9", protocol: "rtmp", causes, disconnect: (cause) => void causes.push(cause) };
}

export function send(sink: MediaSink, frames: readonly SyntheticFrame[]): void {
  for (const { kind, frame } of frames) {
    if (kind === "video") sink.video(frame);
    else sink.audio(frame);
  }
}

function fetchRaw(
  server: Server,
  path: string,
  options: { method?: string; headers?: Record<string, string> },
): Promise<HttpResult> {
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const body = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}
