import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { mediaRun, snapshot } from "../../testing/media-events";
import { createNonceStore, signRequest, verifyRequest } from "../../wire/signed-request";
import { describeProvider, type Harness } from "../conformance";
import { selfHosted } from "./index";
import { toProviderEvents } from "./map";

const SECRET = "conformance-secret-of-more-than-32-characters";
let server: Server;
let behaviour: Parameters<Harness["behave"]>[0] = "normal";

describeProvider(selfHosted, {
  secrets: [SECRET],
  environment: () => ({
    MEDIA_SECRET: SECRET,
    // A listening TCP server always has an AddressInfo.
    MEDIA_CONTROL_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  }),
  start: async () => {
    const nonces = createNonceStore();
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const parts = {
        method: request.method ?? "",
        path: request.url ?? "",
        body: Buffer.concat(chunks).toString(),
      };
      const header = (name: string) => request.headers[name]?.toString();
      const verdict = await verifyRequest(SECRET, parts, header, nonces, Date.now());
      if (behaviour === "silent") return;
      if (!verdict.valid) return void response.writeHead(401).end();
      if (behaviour !== "normal") return void response.writeHead(behaviour.status).end(behaviour.body ?? "");
      response.writeHead(request.method === "GET" ? 404 : 204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  },
  stop: async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  behave: (how) => {
    behaviour = how;
  },
  probe: (provider, ref) => provider.getUsage(ref),
  webhook: async (ref) => {
    const body = JSON.stringify(mediaRun(1)({ type: "stream.live", stream: snapshot(ref.id) }));
    const parts = { method: "POST", path: "/api/webhooks/x", body };
    const headers = await signRequest(SECRET, parts, Date.now());
    return { ...parts, header: (name) => headers[name] ?? null };
  },
});

test("addresses follow the media server's public host unless given", () => {
  const options = selfHosted.options.parse({
    MEDIA_SECRET: SECRET,
    MEDIA_PUBLIC_URL: "https://m.example.org/",
    RTMP_PORT: "1999",
  });
  expect(options).toMatchObject({
    mediaUrl: "https://m.example.org",
    rtmpUrl: "rtmp://m.example.org:1999/live",
  });
});

test("one key for RTMP and for WHIP; addresses hold none", async () => {
  const options = selfHosted.options.parse({
    MEDIA_SECRET: SECRET,
    MEDIA_PUBLIC_URL: "https://m.example.org",
  });
  const provider = await selfHosted.create(options, { fetch, now: Date.now, log: () => {} });
  const { ingest } = await provider.createChannel({
    streamId: "stream-aaaa",
    title: "Konpa",
    visibility: "public",
  });
  const [rtmp, whip] = ingest;
  expect(whip).toEqual({ kind: "whip", url: "https://m.example.org/whip", streamKey: rtmp?.streamKey });
});

test("a stream can be watched in every way that the capabilities name, low delay over HLS first", async () => {
  const options = selfHosted.options.parse({
    MEDIA_SECRET: SECRET,
    MEDIA_PUBLIC_URL: "https://m.example.org",
  });
  const provider = await selfHosted.create(options, { fetch, now: Date.now, log: () => {} });
  const ref = { provider: selfHosted.id, id: "stream-aaaa" };
  const sources = await provider.issuePlayback(ref);
  expect(sources.map(({ kind, url }) => `${kind} ${url}`)).toEqual([
    "hls https://m.example.org/live/stream-aaaa/index.m3u8",
    "whep https://m.example.org/live/stream-aaaa/whep",
    "flv https://m.example.org/live/stream-aaaa/stream.flv",
    "dash https://m.example.org/live/stream-aaaa/manifest.mpd",
  ]);
  expect(sources.map(({ kind }) => kind)).toEqual(selfHosted.capabilities.playback);
});

test("one snapshot becomes one change per stream and a list of all that is held, in one order", () => {
  const streams = [
    snapshot("stream-aaaa"),
    snapshot("stream-bbbb", { phase: "reconnecting", reconnectUntil: 5 }),
  ];
  const events = toProviderEvents(
    mediaRun(7)({ type: "server.snapshot", streams, held: streams.map((one) => one.streamId) }, 99),
  );
  expect(events.map((event) => event.change.type)).toEqual([
    "stream-changed",
    "stream-changed",
    "source-holds",
  ]);
  expect(new Set(events.map((event) => JSON.stringify(event.order)))).toEqual(
    new Set(['{"epoch":7,"sequence":0}']),
  );
});
