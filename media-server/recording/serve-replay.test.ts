import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import {
  makeRecordings,
  recordingId,
  recordStream,
  type TestRecordings,
  waitFor,
} from "../testing/record-streams";
import { downloadToken } from "../testing/recording-bench";
import { type ReplayServer, serveReplays } from "../testing/replay-server";
import { segmentFile } from "./recording-names";

let test: TestRecordings;
let server: ReplayServer;
const get: ReplayServer["get"] = (rest, options) => server.get(rest, options);
beforeEach(async () => {
  test = await makeRecordings();
  server = await serveReplays(test);
});
afterEach(async () => {
  await server.close();
  await test.remove();
});

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
    "dash/video/../../journal.jsonl",
    "dash/heads.bin",
    "dash/audio/99999999999999.m4s",
    "dash/video/1.m4s",
    "dash/video/init-1.mp4",
  ])("gives nothing else away: %s", async (rest) => {
    await record(1);
    expect((await get(rest)).status).toBe(404);
  });

  it("that is for some asks for tokens everywhere, and no cache keeps it", async () => {
    const { name } = await record(1, { access: { kind: "token", epoch: 1, revoked: [] } });
    const dash = ["manifest.mpd", `dash/video/${name}`, `dash/audio/${name}`];
    const all = ["index.m3u8", "source/media.m3u8", `source/${name}`, ...dash, "download.mp4"];
    for (const rest of [...all, "poster.jpg"]) expect((await get(rest)).status).toBe(401);
    const token = `~${await downloadToken()}`;
    for (const rest of all) {
      const { status, headers } = await get(`${token}/${rest}`);
      expect({ status, cache: headers["cache-control"] }).toEqual({
        status: 200,
        cache: "private, no-store",
      });
    }
    await test.recordings.setAccess(recordingId, { kind: "token", epoch: 2, revoked: [] });
    for (const rest of all) expect((await get(`${token}/${rest}`)).status).toBe(403);
  });

  it("leaves no file open, whoever leaves in the middle", async () => {
    const { name } = await record(4, {}, 100_000);
    const token = await downloadToken();
    const { port } = server;
    await get("index.m3u8");
    const before = (await openFiles()).length;
    for (const rest of [`source/${name}`, `dash/video/${name}`, `~${token}/download.mp4`]) {
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
