import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../config";
import { createLog } from "../../log";
import { type MediaServer, startMediaServer } from "../../start-media-server";
import { type FakeApp, startFakeApp } from "../../testing/fake-app";
import { decode, hasFfmpeg, probe } from "../../testing/run-encoder";
import { permit } from "../../testing/serve-test-streams";
import { encodeTo } from "../testing/rtp-encoder";
import { WhipClient } from "../testing/whip-client";

const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const KEY = "key-of-a-creator-0001";
const patient = { timeout: 20_000, interval: 50 };
const ports = { RTMP_PORT: "0", MEDIA_HTTP_PORT: "0", MEDIA_CONTROL_PORT: "0", MEDIA_UDP_PORT: "0" };

if (!hasFfmpeg) process.stdout.write("Skipped: WHIP with a real encoder (ffmpeg isn't installed).\n");

describe.skipIf(!hasFfmpeg)("a WebRTC publisher", () => {
  let app: FakeApp;
  let server: MediaServer;
  let live: string;
  const clients: { client: WhipClient; stop(): Promise<void> }[] = [];

  beforeEach(async () => {
    app = await startFakeApp(MEDIA_SECRET, ({ streamKey }) =>
      streamKey === KEY ? permit : { allowed: false, reason: "unknown-key" },
    );
    server = await startMediaServer(
      readConfig({ ...ports, MEDIA_SECRET, APP_INTERNAL_URL: app.url }),
      createLog("silent"),
    );
    live = `http://127.0.0.1:${server.ports.http}/live/${permit.streamId}`;
  });
  afterEach(async () => {
    for (const { client, stop } of clients.splice(0)) {
      client.close();
      await stop();
    }
    await server.close(1_000);
    await app.close();
  });

  async function publish(loses = 0, picture = true): Promise<WhipClient> {
    const url = `http://127.0.0.1:${server.ports.http}/whip`;
    const client = new WhipClient({ url, streamKey: KEY, loses });
    await client.publish();
    clients.push({ client, ...(await encodeTo(client, { picture })) });
    return client;
  }
  const playlist = async (rendition: string) =>
    (await fetch(`${live}/${rendition}/media.m3u8`).then((answer) => answer.text())) ?? "";
  const segments = async (rendition: string) => (await playlist(rendition)).match(/#EXTINF/g)?.length ?? 0;
  /** The init segment and the newest whole media segment, as one file. */
  async function newestFile(rendition: string): Promise<Buffer> {
    const text = await playlist(rendition);
    const init = [...text.matchAll(/MAP:URI="([^"]+)"/g)].at(-1)?.[1];
    const names = [init, [...text.matchAll(/^(\d+\.m4s)$/gm)].at(-1)?.[1]];
    const files = await Promise.all(names.map((name) => fetch(`${live}/${rendition}/${name}`)));
    return Buffer.concat(await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer()))));
  }
  const metrics = () => {
    const snapshot = app.snapshots.at(-1);
    return snapshot?.type === "server.snapshot" ? snapshot.streams[0]?.metrics : undefined;
  };

  it("is heard and seen by HLS, with Opus as it came and with AAC, and both decode", async () => {
    const client = await publish();
    await vi.waitFor(async () => expect(await segments("aac")).toBeGreaterThanOrEqual(2), patient);
    const index = await (await fetch(`${live}/index.m3u8`)).text();
    expect(index).toMatch(/CODECS="avc1.42c0..,opus"[^\n]*\nsource\/media.m3u8/);
    expect(index).toMatch(/CODECS="avc1.42c0..,mp4a.40.2"[^\n]*\naac\/media.m3u8/);
    for (const [rendition, sound] of [
      ["source", "opus"],
      ["aac", "aac"],
    ] as const) {
      const { streams } = await probe(await newestFile(rendition));
      expect(streams.map((stream) => stream.codec_name)).toEqual(["h264", sound]);
      expect(Number(streams[0]?.nb_read_frames)).toBeGreaterThanOrEqual(25);
      expect(await decode(`${live}/${rendition}/media.m3u8`, 1.5)).toBe("");
    }
    expect(app.asked[0]).toMatchObject({ protocol: "whip", streamKey: KEY });
    const told = [client.location, index, await playlist("source"), JSON.stringify(app.events)];
    expect(told.join()).not.toContain(KEY);
    await vi.waitFor(
      () => expect(metrics()).toMatchObject({ videoCodec: "H.264", audioCodec: "Opus", width: 320 }),
      patient,
    );
  });

  it("who loses every twentieth packet goes on without a gap: what is lost is asked for and comes again", async () => {
    const client = await publish(20);
    await vi.waitFor(async () => expect(await segments("source")).toBeGreaterThanOrEqual(4), patient);
    expect(client.seen.lost).toBeGreaterThan(10);
    expect(client.seen.nacked).toBeGreaterThan(5);
    expect(await decode(`${live}/source/media.m3u8`, 3)).toBe("");
    expect(metrics()?.droppedFrames).toBeLessThanOrEqual(5);
  });

  it("may send sound alone, and is heard with Opus and with AAC", async () => {
    await publish(0, false);
    await vi.waitFor(async () => expect(await segments("aac")).toBeGreaterThanOrEqual(1), patient);
    for (const [rendition, sound] of [
      ["source", "opus"],
      ["aac", "aac"],
    ] as const) {
      const { streams } = await probe(await newestFile(rendition));
      expect(streams.map((stream) => stream.codec_name)).toEqual([sound]);
      expect(await decode(`${live}/${rendition}/media.m3u8`, 1.5)).toBe("");
    }
  });

  it("may leave and come back: the same playlist goes on", async () => {
    const first = await publish();
    await vi.waitFor(async () => expect(await segments("source")).toBeGreaterThanOrEqual(1), patient);
    expect((await first.request("DELETE", first.location)).status).toBe(200);
    await vi.waitFor(() => expect(app.events.at(-1)?.type).toBe("publish.lost"), patient);
    expect(app.events.at(-1)).toMatchObject({ cause: "unpublished" });
    await publish();
    await vi.waitFor(async () => {
      expect(await playlist("source")).toMatch(/#EXT-X-DISCONTINUITY\n[\s\S]*#EXTINF/);
    }, patient);
    expect(await decode(`${live}/source/media.m3u8`, 3)).toBe("");
  });
});
