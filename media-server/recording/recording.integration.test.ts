import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signPlaybackToken } from "../../lib/wire/playback-token";
import type { RecordingFacts } from "../../lib/wire/recording";
import { signRequest } from "../../lib/wire/signed-request";
import { readConfig } from "../config";
import { createLog } from "../log";
import { type MediaServer, startMediaServer } from "../start-media-server";
import { type FakeApp, startFakeApp } from "../testing/fake-app";
import { probeMovie } from "../testing/probe-mp4";
import { type Encoder, encoderSettings, hasFfmpeg, runEncoder } from "../testing/run-encoder";
import { streamSettings } from "../testing/stream-settings";

const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const KEY = "key-of-a-creator-0001";
const ID = "stream-0001";
const patient = { timeout: 30_000, interval: 50 };
const settings = streamSettings({ record: true, reconnectWindowMs: 60_000 });

if (!hasFfmpeg)
  process.stdout.write("Skipped: recordings of real encoders (ffmpeg and ffprobe aren't installed).\n");

let app: FakeApp;
let dataDir: string;
const encoders: Encoder[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "recording-"));
  app = await startFakeApp(MEDIA_SECRET, () => ({ allowed: true, streamId: ID, settings }));
});
afterEach(async () => {
  for (const encoder of encoders.splice(0)) await encoder.kill();
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

const environment = (more: Record<string, string> = {}) => ({
  RTMP_PORT: "0",
  MEDIA_HTTP_PORT: "0",
  MEDIA_CONTROL_PORT: "0",
  MEDIA_UDP_PORT: "0",
  MEDIA_SECRET,
  APP_INTERNAL_URL: app.url,
  DATA_DIR: dataDir,
  RECORDING_MIN_FREE_MB: "1",
  ...more,
});

function encode(rtmpPort: number, words: readonly string[] = encoderSettings.lowDelay): Encoder {
  const encoder = runEncoder(words, `rtmp://127.0.0.1:${rtmpPort}/live/${KEY}`);
  encoders.push(encoder);
  return encoder;
}

function told(): RecordingFacts | undefined {
  const events = app.events.flatMap((event) => (event.type === "recording.changed" ? [event.recording] : []));
  return events.at(-1);
}

const downloadToken = () =>
  signPlaybackToken(MEDIA_SECRET, {
    streamId: ID,
    viewer: "viewer-0001",
    grant: null,
    scope: "download",
    epoch: 1,
    issuedAt: Date.now(),
    expiresAt: Date.now() + 600_000,
  });

/** What is in the replay's playlist, in seconds. */
async function playlistSeconds(base: string): Promise<number> {
  const answer = await fetch(`${base}/source/media.m3u8`);
  if (!answer.ok) return 0;
  const lengths = [...(await answer.text()).matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) =>
    Number(length),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Init segment and segments behind each other: one file. */
async function wholeReplay(base: string): Promise<Buffer> {
  const text = await (await fetch(`${base}/source/media.m3u8`)).text();
  const init = /MAP:URI="([^"]+)"/.exec(text)?.[1];
  const names = [init, ...text.split("\n").filter((line) => line.endsWith(".m4s"))];
  const answers = await Promise.all(names.map((name) => fetch(`${base}/source/${name}`)));
  return Buffer.concat(
    await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()))),
  );
}

describe.skipIf(!hasFfmpeg)("a recording of a real encoder", () => {
  let server: MediaServer;
  let base: string;
  beforeEach(async () => {
    server = await startMediaServer(readConfig(environment()), createLog("silent"));
    base = `http://127.0.0.1:${server.ports.http}/replays/${ID}`;
  });
  afterEach(() => server.close(1_000));

  async function control(method: string, path: string, body = "") {
    const signed = await signRequest(MEDIA_SECRET, { method, path, body }, Date.now());
    const init = method === "GET" ? {} : { body };
    return fetch(`http://127.0.0.1:${server.ports.control}${path}`, { method, headers: signed, ...init });
  }
  const end = () =>
    control("POST", `/control/v1/streams/${ID}/end`, JSON.stringify({ reason: "ended-by-creator" }));

  it.each(["lowDelay", "bFrames"] as const)(
    "%s: plays as a replay and as an MP4 over a reconnect, from 0 and in full length",
    async (name) => {
      const first = encode(server.ports.rtmp, encoderSettings[name]);
      await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(2), patient);
      await first.kill();
      const before = await playlistSeconds(base);
      encode(server.ports.rtmp, encoderSettings[name]);
      await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(before + 2), patient);
      await end();
      await vi.waitFor(() => expect(told()?.state).toBe("ready"), patient);
      const facts = told();
      const seconds = (facts?.durationMs ?? 0) / 1000;

      const replay = await probeMovie(`${base}/index.m3u8`);
      expect(replay).toMatchObject({ complaints: "", codecs: ["h264", "aac"] });

      const answer = await fetch(`${base}/~${await downloadToken()}/download.mp4?name=My%20first%20show`);
      expect(answer.headers.get("content-disposition")).toContain('filename="My first show.mp4"');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.length).toBe(Number(answer.headers.get("content-length")));
      await writeFile(join(dataDir, "download.mp4"), bytes);
      const movie = await probeMovie(join(dataDir, "download.mp4"));
      expect(movie).toMatchObject({ complaints: "", startSeconds: 0, codecs: ["h264", "aac"] });
      expect(Math.abs(movie.durationSeconds - seconds)).toBeLessThan(0.15);
      expect(movie.frames[0]).toBe(replay.frames[0]);
      expect(Math.abs((movie.frames[0] ?? 0) - seconds * 30)).toBeLessThan(4);
    },
  );

  it("a download needs a token for downloads, and a part of it is the same bytes", async () => {
    encode(server.ports.rtmp);
    await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(1), patient);
    await end();
    await vi.waitFor(() => expect(told()?.state).toBe("ready"), patient);
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
    encode(server.ports.rtmp);
    const path = `/control/v1/recordings/${ID}`;
    await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(1), patient);
    expect(await (await control("GET", path)).json()).toMatchObject({ recordingId: ID, state: "recording" });
    const access = JSON.stringify({ kind: "token", epoch: 2, revoked: [] });
    expect((await control("PUT", `${path}/access`, access)).status).toBe(204);
    expect((await fetch(`${base}/index.m3u8`)).status).toBe(401);
    expect((await control("PUT", `${path}/access`, "{}")).status).toBe(400);
    for (let time = 0; time < 2; time++) expect((await control("DELETE", path)).status).toBe(204);
    expect((await control("GET", path)).status).toBe(404);
    expect((await fetch(`${base}/index.m3u8`)).status).toBe(404);
    expect(await readdir(join(dataDir, "recordings"))).toEqual([]);
  });
});

describe.skipIf(!hasFfmpeg)("a killed media server", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  async function start(): Promise<{ child: ChildProcess; ports: { http: number; rtmp: number } }> {
    const child = spawn(process.execPath, ["--import", "tsx", "media-server/main.ts"], {
      env: { NODE_ENV: "test", PATH: process.env.PATH, ...environment() },
    });
    children.push(child);
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
    });
    const line = await vi.waitFor(() => {
      const found = said.split("\n").find((one) => one.includes('"msg":"ready"'));
      if (!found) throw new Error("It isn't ready yet.");
      return found;
    }, patient);
    return { child, ports: JSON.parse(line) };
  }

  it("leaves a recording that is playable up to the kill, and goes on with it when the stream is back", async () => {
    const first = await start();
    encode(first.ports.rtmp);
    const live = `http://127.0.0.1:${first.ports.http}/live/${ID}/source/media.m3u8`;
    let lastText = "";
    await vi.waitFor(async () => {
      lastText = await (await fetch(live)).text();
      expect(lastText.match(/#EXTINF/g)?.length).toBeGreaterThan(3);
      // In the middle of a segment.
      expect(
        lastText
          .split("#EXTINF")
          .at(-1)
          ?.match(/#EXT-X-PART:/g)?.length,
      ).toBeGreaterThan(1);
    }, patient);
    first.child.kill("SIGKILL");
    const sent = secondsIn(lastText);
    for (const encoder of encoders.splice(0)) await encoder.kill();

    const second = await start();
    const base = `http://127.0.0.1:${second.ports.http}/replays/${ID}`;
    const kept = await playlistSeconds(base);
    expect(kept).toBeGreaterThan(sent - 1);
    expect(kept).toBeLessThan(sent + 1);
    const file = join(dataDir, "kept.mp4");
    await writeFile(file, await wholeReplay(base));
    const movie = await probeMovie(file);
    expect(movie.complaints).toBe("");
    expect(movie.frames[0]).toBeGreaterThan((kept - 0.2) * 30);

    encode(second.ports.rtmp);
    await vi.waitFor(async () => expect(await playlistSeconds(base)).toBeGreaterThan(kept + 1), patient);
    expect(await (await fetch(`${base}/source/media.m3u8`)).text()).toContain("#EXT-X-DISCONTINUITY\n");
  });

  /** Whole segments and the parts of the open one. */
  function secondsIn(playlist: string): number {
    const whole = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length));
    const open = playlist.slice(playlist.lastIndexOf("#EXTINF"));
    const parts = [...open.matchAll(/#EXT-X-PART:DURATION=([\d.]+)/g)].map(([, length]) => Number(length));
    return [...whole, ...parts].reduce((sum, length) => sum + length, 0);
  }
});
