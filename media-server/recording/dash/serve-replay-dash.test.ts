import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { splitFragment, splitInit } from "../../packaging/split-tracks";
import { readReplayMpd } from "../../testing/read-replay-mpd";
import {
  makeRecordings,
  recordingId,
  recordStream,
  type TestRecordings,
  waitFor,
} from "../../testing/record-streams";
import { type ReplayServer, serveReplays } from "../../testing/replay-server";
import { videoConfig } from "../../testing/synthetic-media";
import type { ObjectStore } from "../object-store";
import { wholeBoxes } from "../read-fragments";
import { segmentFile } from "../recording-names";

const KINDS = ["video", "audio"] as const;

/** What a bucket would hold. */
const stored = new Map<string, Buffer>();
let isFailing = false;
const store: ObjectStore = {
  put: async () => {},
  get: async (key, range) => {
    const bytes = stored.get(key);
    if (!bytes) return null;
    if (isFailing) return new Readable({ read() {} }).destroy(new Error("The store is away."));
    return Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]);
  },
  deleteAll: async () => {},
};

let test: TestRecordings;
let server: ReplayServer;
beforeEach(async () => {
  stored.clear();
  test = await makeRecordings({ storage: "s3" });
  server = await serveReplays(test, store);
});
afterEach(async () => {
  await server.close();
  await test.remove();
});

/** Five seconds; then, from another encoder with another picture, two. */
async function record() {
  const stream = recordStream(test.recordings);
  stream.publish(5);
  stream.interrupt();
  stream.publish(2, { config: videoConfig(640, 360) });
  stream.end();
  return waitFor(async () => {
    const recording = test.recordings.find(recordingId);
    if (recording?.meta.state !== "ready") throw new Error("It isn't ready yet.");
    return test.recordings.timelineOf(recording);
  });
}
const file = (name: string) => readFile(join(test.root, recordingId, name));
const manifest = async () => readReplayMpd((await server.get("manifest.mpd")).body.toString());

describe("the manifest of a replay", () => {
  it("has a period for each stretch, and names every segment of the playlist once", async () => {
    const { segments, durationMs } = await record();
    const { type, durationSeconds, periods } = await manifest();
    expect(type).toBe("static");
    expect(Math.abs(durationSeconds * 1000 - durationMs)).toBeLessThan(1);
    const [first, second] = periods;
    expect(periods).toHaveLength(2);
    expect(first?.startSeconds).toBe(0);
    expect(second?.startSeconds).toBe(first?.durationSeconds);
    for (const kind of KINDS) {
      const tracks = periods.flatMap((period) => period.tracks.filter((track) => track.kind === kind));
      expect(tracks.flatMap((track) => track.segments)).toEqual(
        segments.map(({ n }) => `dash/${kind}/${n}.m4s`),
      );
      expect(tracks.flatMap((track) => track.lengthsMs)).toEqual(
        segments.map((segment) => Math.round(segment.durationMs)),
      );
      expect(new Set(tracks.map((track) => track.init)).size).toBe(2);
    }
    const text = (await server.get("manifest.mpd")).body.toString();
    expect(text).toContain('width="1280" height="720"');
    expect(text).toContain('width="640" height="360"');
    expect(text).toContain('codecs="mp4a.40.2" audioSamplingRate="48000"');
  });

  it("is packed for those who take that, and kept for a while like the playlist", async () => {
    await record();
    const plain = await server.get("manifest.mpd");
    const packed = await server.get("manifest.mpd", { headers: { "accept-encoding": "gzip" } });
    expect(plain.headers).toMatchObject({
      "content-type": "application/dash+xml",
      "cache-control": "public, max-age=10",
      vary: "accept-encoding",
    });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(packed.body)).toEqual(plain.body);
  });

  it("is there once the recording is finished, and goes on when its stream does", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(2.5);
    await waitFor(async () => expect((await server.get("source/media.m3u8")).status).toBe(200));
    expect((await server.get("manifest.mpd")).status).toBe(404);
    stream.end();
    await waitFor(async () => expect((await server.get("manifest.mpd")).status).toBe(200));
    const before = (await manifest()).durationSeconds;
    const again = recordStream(test.recordings);
    again.publish(2);
    again.end();
    await waitFor(async () => expect((await manifest()).durationSeconds).toBeGreaterThan(before + 1));
  });

  it("begins with the first picture where B-frames let it wait", async () => {
    const stream = recordStream(test.recordings);
    stream.publish(2, { compositionOffsetMs: 66 });
    stream.end();
    await waitFor(async () => expect((await server.get("manifest.mpd")).status).toBe(200));
    const track = (await manifest()).periods[0]?.tracks[0];
    const [head] = [...wholeBoxes(await file(track?.segments[0]?.split("/").at(-1) ?? ""))];
    const decodeTime = head?.body.readBigUInt64BE(head.body.indexOf("tfdt") + 8) ?? 0n;
    expect((track?.mediaSeconds ?? 0) * 1000 - Number(decodeTime) / 90).toBeCloseTo(66);
  });
});

describe.each(["the disk", "the store"])("a replay's tracks from %s", (place) => {
  beforeEach(async () => {
    const { segments, runs } = await record();
    if (place === "the disk") return;
    for (const name of [...segments.map(({ n }) => segmentFile(n)), ...runs.keys()]) {
      stored.set(`recordings/${recordingId}/${name}`, await file(name));
      await rm(join(test.root, recordingId, name));
    }
  });
  const whole = async (name: string) =>
    place === "the disk" ? file(name) : (stored.get(`recordings/${recordingId}/${name}`) ?? Buffer.alloc(0));

  it("are the recording's own, taken apart", async () => {
    const { periods } = await manifest();
    for (const { kind, init, segments } of periods.flatMap(({ tracks }) => tracks)) {
      const nameOf = (path: string) => path.split("/").at(-1) ?? "";
      expect((await server.get(init)).body).toEqual(splitInit(await whole(nameOf(init)), kind));
      for (const segment of segments) {
        const { status, headers, body } = await server.get(segment);
        expect([status, headers["content-type"]]).toEqual([200, "video/iso.segment"]);
        expect(body.length).toBeGreaterThan(0);
        expect(body).toEqual(splitFile(await whole(nameOf(segment)), kind));
      }
    }
  });

  it("are given in part too", async () => {
    const path = (await manifest()).periods[0]?.tracks[0]?.segments[1] ?? "";
    const { body } = await server.get(path);
    for (const [from, to] of [
      [0, 0],
      [3, 40],
      [100, body.length - 5],
      [body.length - 70, body.length - 1],
    ] as const) {
      const part = await server.get(path, { headers: { range: `bytes=${from}-${to}` } });
      expect(part.status).toBe(206);
      expect(part.body).toEqual(body.subarray(from, to + 1));
    }
  });
});

it("a store that fails in the middle ends the answer, and nothing else", async () => {
  const { segments } = await record();
  const name = segmentFile(segments[0]?.n ?? 0);
  stored.set(`recordings/${recordingId}/${name}`, await file(name));
  await rm(join(test.root, recordingId, name));
  isFailing = true;
  await expect(server.get(`dash/video/${name}`)).rejects.toThrow();
  isFailing = false;
  expect((await server.get(`dash/video/${name}`)).status).toBe(200);
});

it("a segment that is gone is said to be", async () => {
  const { segments } = await record();
  const name = segmentFile(segments[0]?.n ?? 0);
  await rm(join(test.root, recordingId, name));
  expect((await server.get(`dash/video/${name}`)).status).toBe(404);
});

/** One track of each fragment, by what takes live segments apart. */
function splitFile(bytes: Buffer, kind: (typeof KINDS)[number]): Buffer {
  const fragments: Buffer[] = [];
  let begin = 0;
  for (const { type, at, size } of wholeBoxes(bytes)) {
    if (type !== "mdat") continue;
    fragments.push(bytes.subarray(begin, at + size));
    begin = at + size;
  }
  return Buffer.concat(fragments.flatMap((fragment) => splitFragment(fragment, kind)));
}
