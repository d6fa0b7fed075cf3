import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { servePublic } from "../public-routes";
import { publisherSnapshot } from "../testing/publisher-snapshot";
import { createMediaMetrics, type MetricSources } from "./media-metrics";
import { Readiness } from "./readiness";
import { requestKind } from "./request-kind";
import { serveOperator, serveReadiness } from "./serve-operator";
import { timeFast, timeRequests } from "./time-requests";

const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };
let stats: { queued: number; failures: number; dropped: number; failingSince: number | null };
let now: number;
let readiness: Readiness;
let server: Server;
let origin: string;

const sources: MetricSources = {
  snapshots: () => [
    publisherSnapshot("secret-stream-1"),
    { ...publisherSnapshot("secret-stream-2"), protocol: "whip" },
    { ...publisherSnapshot("secret-stream-3"), phase: "reconnecting", protocol: null },
  ],
  traffic: () => ({ bytesIn: 1_000, bytesOut: 9_000 }),
  viewers: () => ({ page: 12, flv: 3, whep: 4, room: 5 }),
  ingestConnections: () => ({ rtmp: 2, webrtc: 1 }),
  publicConnections: async () => 19,
  parts: () => 77,
  events: () => stats,
  recordings: () => ({ active: 1, waitingBytes: 2_048, waitingUploads: 5 }),
};
let metrics: ReturnType<typeof createMediaMetrics>;

beforeEach(async () => {
  stats = { queued: 6, failures: 2, dropped: 1, failingSince: null };
  now = 1_000_000;
  readiness = new Readiness({ stats: () => stats }, () => now);
  metrics = createMediaMetrics(sources);
  const operator = serveOperator({ readiness, metrics, log });
  const others = timeRequests(servePublic([], [serveReadiness(readiness)]), metrics.observe);
  server = createServer((request, response) => {
    if (!request.url?.startsWith("/public")) {
      if (!operator(request, response)) response.writeHead(401).end();
      return;
    }
    request.url = request.url.slice("/public".length);
    others(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${origin}${path}`, { headers });

it("tells figures in Prometheus' words, and neither streams nor addresses", async () => {
  const response = await get("/metrics");
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await response.text();
  for (const line of [
    'live_streams{phase="live"} 2',
    'live_streams{phase="reconnecting"} 1',
    'live_publishers{protocol="rtmp"} 1',
    'live_publishers{protocol="whip"} 1',
    'live_viewers{kind="page"} 12',
    'live_viewers{kind="flv"} 3',
    'live_viewers{kind="whep"} 4',
    'live_viewers{kind="room"} 5',
    'live_ingest_connections{protocol="rtmp"} 2',
    'live_media_bytes_total{direction="in"} 1000',
    'live_media_bytes_total{direction="out"} 9000',
    'live_parts_total{rendition="source"} 77',
    'live_queue_length{queue="events"} 6',
    'live_event_reports_total{outcome="failed"} 2',
    'live_recordings{what="waiting-uploads"} 5',
    'live_children{kind="ffmpeg"} 0',
    "live_public_connections 19",
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).not.toMatch(/secret-stream|2001:db8/);
  // A counter that is read again is not added up.
  expect(await (await get("/metrics")).text()).toContain('live_parts_total{rendition="source"} 77');
});

it("is for operators' tools, not for pages that a browser on the same machine happens to show", async () => {
  const foreign = { "sec-fetch-site": "cross-site" };
  for (const path of ["/metrics", "/healthz", "/readyz"]) {
    expect((await get(path, foreign)).status).toBe(403);
    expect((await get(path, { origin: "https://evil.example" })).status).toBe(403);
  }
  expect((await get("/metrics", { "sec-fetch-site": "none" })).status).toBe(200);
  expect((await get("/metrics/x")).status).toBe(401);
  expect((await fetch(`${origin}/metrics`, { method: "POST" })).status).toBe(401);
});

it("is ready while it listens and the app answers now and then, and never says why not", async () => {
  const ready = async () => [(await get("/readyz")).status, (await get("/public/readyz")).status];
  expect(await ready()).toEqual([503, 503]);
  readiness.open();
  expect(await ready()).toEqual([200, 200]);
  stats.failingSince = now - 29_000;
  expect(await ready()).toEqual([200, 200]);
  stats.failingSince = now - 31_000;
  expect(await (await get("/public/readyz")).text()).toBe("not ready\n");
  stats.failingSince = null;
  readiness.drain();
  expect(await ready()).toEqual([503, 503]);
  expect((await get("/public/healthz")).status).toBe(200);
  expect((await get("/public/metrics")).status).toBe(404);
});

it("times what viewers ask for, waits included, whichever lane answers", async () => {
  await get("/public/readyz");
  let answer = () => {};
  const fast = timeFast((_url, _encoding, respond) => {
    answer = () => respond({ status: 200, headers: [], body: [], bytes: 0 });
    return true;
  }, metrics.observe);
  fast("/live/stream-0001/source/media.m3u8?_HLS_msn=5&_HLS_part=2", undefined, silent);
  answer();
  fast("/live/stream-0001/source/5.2.m4s", undefined, silent);
  answer();
  const text = await (await get("/metrics")).text();
  for (const kind of ["playlist-blocking", "media", "other"])
    expect(text).toContain(`live_http_request_duration_seconds_count{kind="${kind}"} 1`);
});

it.each([
  ["/live/x/source/media.m3u8", "playlist"],
  ["/live/x/~token/source/media.m3u8?_HLS_msn=5", "playlist-blocking"],
  ["/live/x/manifest.mpd", "playlist"],
  ["/live/x/source/5.2.m4s", "media"],
  ["/live/x/source/init-5.mp4", "media"],
  ["/live/x/whep", "signalling"],
  ["/whip", "signalling"],
  ["/live/x/live.flv", null],
  ["/healthz", "other"],
])("%s is %s", (url, kind) => {
  expect(requestKind(url)).toBe(kind);
});
