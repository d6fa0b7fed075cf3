import { expect, test } from "vitest";
import { mediaRun, snapshot } from "../../testing/media-events";
import { mediaServerHarness } from "../../testing/media-server-harness";
import { describeProvider } from "../conformance";
import { toProviderEvents } from "../media-events";
import { selfHosted } from "./index";

const SECRET = "conformance-secret-of-more-than-32-characters";

describeProvider(selfHosted, mediaServerHarness(SECRET));

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
