import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MediaServer } from "../start-media-server";
import { probeMovie } from "../testing/probe-mp4";
import { probeReplayDash } from "../testing/probe-replay-dash";
import {
  downloadToken,
  patient,
  playlistSeconds,
  RecordingBench,
  replayOf,
  streamId,
} from "../testing/recording-bench";
import { encoderSettings, hasFfmpeg } from "../testing/run-encoder";

if (!hasFfmpeg)
  process.stdout.write("Skipped: recordings of real encoders (ffmpeg and ffprobe aren't installed).\n");

describe.skipIf(!hasFfmpeg)("a recording of a real encoder", () => {
  let bench: RecordingBench;
  let server: MediaServer;
  let base: string;
  beforeEach(async () => {
    bench = await RecordingBench.open();
    server = await bench.serve();
    base = replayOf(server.ports);
  });
  afterEach(() => bench.close());

  const larger = encoderSettings.bFrames.map((word) => word.replace("320x180", "480x360"));
  it.each([
    ["low delay", encoderSettings.lowDelay, encoderSettings.lowDelay],
    ["B-frames, then another size", encoderSettings.bFrames, larger],
  ])(
    "%s: plays as a replay and as an MP4 over a reconnect, from 0 and in full length",
    async (_name, settings, settingsAfter) => {
      const first = bench.encode(server.ports.rtmp, settings);
      await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(2), patient);
      await first.kill();
      const before = await playlistSeconds(base);
      bench.encode(server.ports.rtmp, settingsAfter);
      await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(before + 2), patient);
      const seconds = (await bench.end(server)).durationMs / 1000;

      const replay = await probeMovie(`${base}/index.m3u8`);
      // FFmpeg's own reader of playlists doesn't take a second init segment.
      if (settings === settingsAfter)
        expect(replay).toMatchObject({ complaints: "", codecs: ["h264", "aac"] });

      const dash = await probeReplayDash(base, bench.dataDir);
      expect(Math.abs(dash.durationSeconds - seconds)).toBeLessThan(0.1);
      expect(dash).toMatchObject({ complaints: "", periods: 2, codecs: ["h264", "aac"] });
      expect(Math.abs((dash.frames.video ?? 0) - seconds * 30)).toBeLessThan(4);
      if (settings === settingsAfter) expect(Object.values(dash.frames)).toEqual(replay.frames);
      // From the key frame before, of which there is one in at least two seconds.
      expect(dash.soughtToSeconds - dash.middleSeconds).toBeLessThan(0.1);
      expect(dash.soughtToSeconds - dash.middleSeconds).toBeGreaterThan(-2.1);

      const answer = await fetch(`${base}/~${await downloadToken()}/download.mp4?name=My%20first%20show`);
      expect(answer.headers.get("content-disposition")).toContain('filename="My first show.mp4"');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBe(Number(answer.headers.get("content-length")));
      await writeFile(join(bench.dataDir, "download.mp4"), bytes);
      const movie = await probeMovie(join(bench.dataDir, "download.mp4"));
      expect(movie).toMatchObject({ complaints: "", startSeconds: 0, codecs: ["h264", "aac"] });
      expect(Math.abs(movie.durationSeconds - seconds)).toBeLessThan(0.15);
      if (settings === settingsAfter) expect(movie.frames[0]).toBe(replay.frames[0]);
      expect(Math.abs((movie.frames[0] ?? 0) - seconds * 30)).toBeLessThan(4);
    },
  );

  it("a download needs a token for downloads, and a part of it is the same bytes", async () => {
    bench.encode(server.ports.rtmp);
    await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(1), patient);
    await bench.end(server);
    expect((await fetch(`${base}/download.mp4`)).status).toBe(401);
    const url = `${base}/~${await downloadToken()}/download.mp4`;
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    for (const [from, to] of [
      [0, 99],
      [1000, 60_000],
      [whole.length - 5000, whole.length - 1],
    ] as const) {
      const part = await fetch(url, { headers: { range: `bytes=${from}-${to}` } });
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(from, to + 1))).toBe(true);
    }
  });

  it("is told of, deleted, and closed to strangers by the control API", async () => {
    bench.encode(server.ports.rtmp);
    const control = (method: string, rest = "", body = "") =>
      bench.control(server, { method, path: `/control/v1/recordings/${streamId}${rest}`, body });
    await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(1), patient);
    expect(await (await control("GET")).json()).toMatchObject({ recordingId: streamId, state: "recording" });
    const access = JSON.stringify({ kind: "token", epoch: 2, revoked: [] });
    expect((await control("PUT", "/access", access)).status).toBe(204);
    expect((await fetch(`${base}/index.m3u8`)).status).toBe(401);
    expect((await control("PUT", "/access", "{}")).status).toBe(400);
    for (let time = 0; time < 2; time++) expect((await control("DELETE")).status).toBe(204);
    expect((await control("GET")).status).toBe(404);
    expect((await fetch(`${base}/index.m3u8`)).status).toBe(404);
    expect(await readdir(join(bench.dataDir, "recordings"))).toEqual([]);
  });
});
