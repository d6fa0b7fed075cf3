import { readdir } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import { guardArea } from "../access/guarded-area";
import { PlaybackGate } from "../access/playback-gate";
import { openArea, servePublic } from "../public-routes";
import {
  makeRecordings,
  recordingId,
  recordStream,
  type TestRecordings,
  waitFor,
} from "../testing/record-streams";
import { downloadToken, MEDIA_SECRET } from "../testing/recording-bench";
import { serveDownload } from "./mp4/serve-download";
import type { Recording } from "./recording";
import { segmentFile } from "./recording-names";
import { RecordingReader } from "./recording-reader";
import { serveReplay } from "./serve-replay";

let test: TestRecordings;
let server: Server;
beforeEach(async () => {
  test = await makeRecordings();
  const deps = { recordings: test.recordings, reader: new RecordingReader(null) };
  const gate = new PlaybackGate(MEDIA_SECRET, Date.now);
  server = createServer(
    servePublic([
      openArea({
        name: "replays",
        find: (id) => test.recordings.find(id),
        ...guardArea(gate, ({ id, access }: Recording) => ({ id, access })),
        served: () => {},
        routes: [serveReplay(deps), serveDownload(deps)],
      }),
    ]),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  await test.remove();
});

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends the path as it is, dots and all. */
function get(
  rest: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Got> {
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, path: `/replays/${recordingId}/${rest}`, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

async function record(seconds: number, change: Partial<StreamSettings> = {}, frameBytes?: number) {
  const stream = recordStream(test.recordings, change);
  stream.publish(seconds, { frameBytes });
  stream.interrupt();
  stream.publish(1);
  stream.end();
  return waitFor(async () => {
    const recording = test.recordings.find(recordingId);
    if (recording?.meta.state !== "ready") throw new Error("It isn't ready yet.");
    const { segments } = await test.recordings.timelineOf(recording);
    const [first] = segments;
    if (!first) throw new Error("It is empty.");
    return { name: segmentFile(first.n), size: first.bytes, segments };
  });
}

describe("a replay", () => {
  it("has playlists that name all of it, with its gaps and its times", async () => {
    const { segments } = await record(3);
    const index = (await get("index.m3u8")).body.toString();
    expect(index).toContain('CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000');
    expect(index.trim().endsWith("source/media.m3u8")).toBe(true);
    const media = await get("source/media.m3u8", { headers: { "accept-encoding": "identity" } });
    const lines = media.body.toString().split("\n");
    expect(lines).toContain("#EXT-X-PLAYLIST-TYPE:VOD");
    expect(lines.filter((line) => line.endsWith(".m4s"))).toEqual(segments.map(({ n }) => segmentFile(n)));
    expect(lines.filter((line) => line === "#EXT-X-DISCONTINUITY")).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("#EXT-X-MAP"))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith("#EXT-X-PROGRAM-DATE-TIME"))).toHaveLength(segments.length);
    expect(lines.at(-2)).toBe("#EXT-X-ENDLIST");
    expect(
      (await get("source/media.m3u8", { headers: { "accept-encoding": "gzip" } })).headers,
    ).toMatchObject({
      "content-encoding": "gzip",
    });
  });

  it("that still grows says so", async () => {
    recordStream(test.recordings).publish(2.5);
    const text = await waitFor(async () => {
      const answer = await get("source/media.m3u8");
      expect(answer.body.toString()).toContain(".m4s");
      return answer.body.toString();
    });
    expect(text).toContain("#EXT-X-PLAYLIST-TYPE:EVENT");
    expect(text).not.toContain("#EXT-X-ENDLIST");
  });

  it("answers ranges, conditions and HEAD, and may be kept by caches", async () => {
    const { name, size } = await record(2);
    const path = `source/${name}`;
    const whole = await get(path);
    expect(whole.headers).toMatchObject({
      "content-length": String(size),
      "content-type": "video/iso.segment",
      "accept-ranges": "bytes",
      "cache-control": "public, max-age=31536000, immutable",
      "access-control-allow-origin": "*",
    });
    const { etag = "" } = whole.headers;
    const ranged = (range: string, more = {}) => get(path, { headers: { range, ...more } });
    const part = await ranged("bytes=10-19");
    expect(part.headers["content-range"]).toBe(`bytes 10-19/${size}`);
    expect(part).toMatchObject({ status: 206, body: whole.body.subarray(10, 20) });
    expect((await ranged("bytes=-10")).body).toEqual(whole.body.subarray(-10));
    expect(await ranged(`bytes=${size}-`)).toMatchObject({ status: 416 });
    expect((await ranged(`bytes=${size}-`)).headers["content-range"]).toBe(`bytes */${size}`);
    expect(await ranged("bytes=0-1,4-5")).toMatchObject({ status: 416 });
    expect(await ranged("bytes=0-1", { "if-range": '"other"' })).toMatchObject({ status: 200 });
    expect(await ranged("bytes=0-1", { "if-range": etag })).toMatchObject({ status: 206 });
    expect(await get(path, { headers: { "if-none-match": etag } })).toMatchObject({ status: 304 });
    expect(await get(path, { method: "HEAD" })).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(await get(path, { method: "POST" })).toMatchObject({ status: 405 });
  });

  it.each([
    "source/../recording.json",
    "source/..%2frecording.json",
    "../stream-0001/recording.json",
    "recording.json",
    "journal.jsonl",
    "heads.bin",
    "source/heads.bin",
    "source/1.m4s/../../journal.jsonl",
    "source/init-1.mp4.new",
    "shots/1.jpg",
    "source/99999999999999.m4s",
    "source/%00.m4s",
  ])("gives nothing else away: %s", async (rest) => {
    await record(1);
    expect((await get(rest)).status).toBe(404);
  });

  it("that is for some asks for tokens everywhere, and no cache keeps it", async () => {
    const { name } = await record(1, { access: { kind: "token", epoch: 1, revoked: [] } });
    for (const rest of ["index.m3u8", "source/media.m3u8", `source/${name}`, "poster.jpg", "download.mp4"])
      expect((await get(rest)).status).toBe(401);
    const token = `~${await downloadToken()}`;
    for (const rest of ["index.m3u8", "source/media.m3u8", `source/${name}`, "download.mp4"]) {
      const { status, headers } = await get(`${token}/${rest}`);
      expect({ status, cache: headers["cache-control"] }).toEqual({
        status: 200,
        cache: "private, no-store",
      });
    }
    await test.recordings.setAccess(recordingId, { kind: "token", epoch: 2, revoked: [] });
    expect((await get(`${token}/source/${name}`)).status).toBe(403);
  });

  it("leaves no file open, whoever leaves in the middle", async () => {
    const { name } = await record(4, {}, 100_000);
    const token = await downloadToken();
    const { port } = server.address() as AddressInfo;
    await get("index.m3u8");
    const before = (await openFiles()).length;
    for (const rest of [`source/${name}`, `~${token}/download.mp4`]) {
      for (let time = 0; time < 20; time++) {
        await new Promise<void>((resolve) => {
          const sent = request({ port, path: `/replays/${recordingId}/${rest}` }, (response) => {
            response.once("data", () => sent.destroy());
            response.once("close", resolve);
            response.on("error", () => {});
          });
          sent.on("error", () => {});
          sent.end();
        });
      }
    }
    await waitFor(async () => expect((await openFiles()).length).toBeLessThanOrEqual(before + 1));
    expect((await get(`~${token}/download.mp4`)).status).toBe(200);
  });
});

/** Of this process; empty where the system doesn't tell. */
function openFiles(): Promise<string[]> {
  return readdir("/proc/self/fd").catch(() => []);
}
