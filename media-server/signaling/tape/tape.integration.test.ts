import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { ROOM_PATH, ToHost } from "../../../lib/wire/p2p";
import type { MediaServer } from "../../start-media-server";
import { probeMovie } from "../../testing/probe-mp4";
import { downloadToken, RecordingBench, replayOf, streamId } from "../../testing/recording-bench";
import { hasFfmpeg } from "../../testing/run-encoder";

const KEY = "key-of-a-creator-0001";
const SECONDS = 6;

if (!hasFfmpeg)
  process.stdout.write("Skipped: recordings of hosts' browsers (ffmpeg and ffprobe aren't installed).\n");

/** As a browser's recorder writes it: fragments that begin with key frames, H.264 and Opus. */
async function recordAsBrowsersDo(file: string): Promise<Buffer> {
  await promisify(execFile)("ffmpeg", [
    ...["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=20"],
    ...["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", String(SECONDS)],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-bf", "0", "-g", "40"],
    ...["-c:a", "libopus", "-movflags", "frag_keyframe+empty_moov+default_base_moof", file],
  ]);
  return readFile(file);
}

describe.skipIf(!hasFfmpeg)("what a host's browser records of itself", () => {
  let bench: RecordingBench;
  let server: MediaServer;
  let host: WebSocket;
  let movie: Buffer;
  beforeEach(async () => {
    bench = await RecordingBench.open();
    server = await bench.serve();
    movie = await recordAsBrowsersDo(join(bench.dataDir, "browser.mp4"));
    host = await openRoom();
  });
  afterEach(async () => {
    host.terminate();
    await bench.close();
  });

  async function openRoom(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${server.ports.http}${ROOM_PATH}`);
    await new Promise((resolve) => socket.once("open", resolve));
    const answered = new Promise<ToHost>((resolve) =>
      socket.once("message", (data) => resolve(ToHost.parse(JSON.parse(String(data))))),
    );
    socket.send(JSON.stringify({ type: "host", streamKey: KEY, session: "session-0001", links: [] }));
    expect(await answered).toMatchObject({ type: "hosting", isRecorded: true });
    return socket;
  }

  const post = async (session: string, piece: number, body: Buffer, key = KEY) =>
    (
      await fetch(
        `http://127.0.0.1:${server.ports.http}/room/${streamId}/recording?session=${session}&piece=${piece}`,
        { method: "POST", headers: { authorization: `Bearer ${key}` }, body: new Uint8Array(body) },
      )
    ).status;
  const cut = (size: number) =>
    Array.from({ length: Math.ceil(movie.length / size) }, (_, index) =>
      movie.subarray(index * size, (index + 1) * size),
    );

  it("becomes a recording like any other, whatever order its pieces are tried in", async () => {
    for (const [number, piece] of cut(10_007).entries()) {
      if (number % 5 === 3) expect(await post("recorder-1", number + 1, piece)).toBe(409);
      expect(await post("recorder-1", number, piece)).toBe(204);
      if (number % 4 === 2) expect(await post("recorder-1", number, piece)).toBe(204);
    }
    host.terminate();
    const { durationMs } = await bench.end(server);
    expect(Math.abs(durationMs / 1000 - SECONDS)).toBeLessThan(0.3);
    const replay = await probeMovie(`${replayOf(server.ports)}/index.m3u8`);
    expect(replay).toMatchObject({ complaints: "", codecs: ["h264", "opus"] });
    const answer = await fetch(`${replayOf(server.ports)}/~${await downloadToken()}/download.mp4?name=x`);
    const file = join(bench.dataDir, "download.mp4");
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    const download = await probeMovie(file);
    expect(download).toMatchObject({ complaints: "", codecs: ["h264", "opus"] });
    expect(download.frames[0]).toBe(SECONDS * 20);
  }, 60_000);

  it("goes on in a new run of the recorder, also after the server was gone", async () => {
    for (const [number, piece] of cut(64_000).entries()) await post("recorder-1", number, piece);
    await server.close(1_000);
    server = await bench.serve();
    host = await openRoom();
    expect(await post("recorder-1", 40, movie.subarray(0, 1_000))).toBe(409);
    for (const [number, piece] of cut(64_000).entries())
      expect(await post("recorder-2", number, piece)).toBe(204);
    host.terminate();
    const { durationMs } = await bench.end(server);
    expect(Math.abs(durationMs / 1000 - 2 * SECONDS)).toBeLessThan(0.6);
  }, 60_000);

  it("is taken from its host alone, and only when it is a movie", async () => {
    expect(await post("recorder-1", 0, movie.subarray(0, 1_000), "key-of-somebody-else")).toBe(403);
    expect(await post("recorder-1", 0, Buffer.alloc(300_000))).toBe(413);
    expect(await post("recorder-1", 0, Buffer.from("no movie at all"))).toBe(400);
    const init = movie.subarray(0, movie.indexOf("moof") - 4);
    expect(await post("recorder-2", 0, Buffer.concat([init, Buffer.alloc(20_000, 0xff)]))).toBe(400);
    const [first = movie] = cut(200_000);
    const lying = Buffer.from(first);
    // The first run says that it has many more samples than it has.
    lying.writeUInt32BE(19_999, lying.indexOf("trun") + 8);
    expect(await post("recorder-2", 0, lying)).toBe(400);
    // And the server serves on.
    for (const [number, piece] of cut(64_000).entries())
      expect(await post("recorder-3", number, piece)).toBe(204);
  });
});
