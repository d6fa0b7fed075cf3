import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { diagnose } from "../lib/wire/doctor/diagnose";
import { lenientLimits } from "../lib/wire/doctor/testing/sample-limits";
import { readConfig } from "./config";
import { createLog } from "./log";
import { type MediaServer, startMediaServer } from "./start-media-server";
import { type FakeApp, startFakeApp } from "./testing/fake-app";
import { decode, type Encoder, encoderSettings, hasFfmpeg, probe, runEncoder } from "./testing/run-encoder";
import { permit } from "./testing/serve-test-streams";

const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const KEY = "key-of-a-creator-0001";
const patient = { timeout: 20_000, interval: 50 };
const ports = {
  RTMP_PORT: "0",
  MEDIA_HTTP_PORT: "0",
  MEDIA_CONTROL_PORT: "0",
  MEDIA_UDP_PORT: "0",
  DATA_DIR: "/nonexistent",
};

if (!hasFfmpeg)
  process.stdout.write("Skipped: media server with real encoders (ffmpeg and ffprobe aren't installed).\n");

let app: FakeApp;
beforeEach(async () => {
  app = await startFakeApp(MEDIA_SECRET, ({ streamKey }) =>
    streamKey === KEY ? permit : { allowed: false, reason: "unknown-key" },
  );
});
afterEach(() => app.close());

const types = () => app.events.map((event) => event.type);
const issues = () => {
  const event = app.snapshots.at(-1);
  const stream = event?.type === "server.snapshot" ? event.streams[0] : undefined;
  if (!stream?.facts) return [];
  const { metrics, facts } = stream;
  return diagnose({ metrics, facts, limits: lenientLimits }).issues.map((issue) => issue.code);
};

describe.skipIf(!hasFfmpeg)("with a real encoder", () => {
  let server: MediaServer;
  let base: string;
  const encoders: Encoder[] = [];

  beforeEach(async () => {
    const config = readConfig({ ...ports, MEDIA_SECRET, APP_INTERNAL_URL: app.url });
    server = await startMediaServer(config, createLog("silent"));
    base = `http://127.0.0.1:${server.ports.http}/live/${permit.streamId}`;
  });
  afterEach(async () => {
    for (const encoder of encoders.splice(0)) await encoder.kill();
    await server.close(1_000);
  });

  function encode(settings: readonly string[], key = KEY): Encoder {
    const encoder = runEncoder(settings, `rtmp://127.0.0.1:${server.ports.rtmp}/live/${key}`);
    encoders.push(encoder);
    return encoder;
  }

  /** The init segment and the first whole media segment, as one file. */
  async function firstFile(): Promise<Buffer> {
    let text = "";
    await vi.waitFor(async () => {
      text = await (await fetch(`${base}/source/media.m3u8`)).text();
      expect(text).toContain("#EXTINF");
    }, patient);
    const names = [/MAP:URI="([^"]+)"/.exec(text)?.[1], /^(\d+\.m4s)$/m.exec(text)?.[1]];
    const files = await Promise.all(names.map((name) => fetch(`${base}/source/${name}`)));
    return Buffer.concat(await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer()))));
  }

  it.each(["lowDelay", "bFrames"] as const)(
    "%s: what viewers get decodes without a complaint",
    async (name) => {
      encode(encoderSettings[name]);
      await vi.waitFor(
        () => expect(types()).toEqual(["server.started", "publish.started", "stream.live"]),
        patient,
      );
      expect(app.events.at(-1)).toMatchObject({ stream: { metrics: { hasBFrames: name === "bFrames" } } });
      const { streams } = await probe(await firstFile());
      expect(streams.map((stream) => stream.codec_name)).toEqual(["h264", "aac"]);
      expect(Number(streams[0]?.nb_read_frames)).toBeGreaterThanOrEqual(30);
      expect(await decode(`${base}/index.m3u8`, 3)).toBe("");
    },
  );

  it("a lost encoder comes back: the same playlist goes on and decodes", async () => {
    const first = encode(encoderSettings.lowDelay);
    await firstFile();
    await first.kill();
    await vi.waitFor(() => expect(types()).toContain("publish.lost"), patient);
    encode(encoderSettings.lowDelay);
    await vi.waitFor(async () => {
      expect(await (await fetch(`${base}/source/media.m3u8`)).text()).toContain("#EXT-X-DISCONTINUITY\n");
    }, patient);
    expect(await decode(`${base}/index.m3u8`, 5)).toBe("");
    expect(types().filter((type) => type === "publish.started")).toHaveLength(2);
  });

  it("MP3 is named, and the picture goes on without it", async () => {
    encode(encoderSettings.mp3);
    const { streams } = await probe(await firstFile());
    expect(streams.map((stream) => stream.codec_name)).toEqual(["h264"]);
    await vi.waitFor(() => expect(issues()).toContain("audio-codec-unsupported"), patient);
  });

  it("sound alone is played, and the missing picture is named", async () => {
    encode(encoderSettings.soundOnly);
    const { streams } = await probe(await firstFile());
    expect(streams.map((stream) => stream.codec_name)).toEqual(["aac"]);
    expect(await (await fetch(`${base}/index.m3u8`)).text()).toContain('CODECS="mp4a.40.2"');
    await vi.waitFor(() => expect(issues()).toContain("no-video"), patient);
  });

  it("a wrong key is turned away and leaves nothing behind", async () => {
    const encoder = encode(encoderSettings.lowDelay, "not-the-key-of-anybody");
    await vi.waitFor(() => expect(encoder.process.exitCode).not.toBeNull(), patient);
    expect((await fetch(`${base}/index.m3u8`)).status).toBe(404);
    expect(types()).toEqual(["server.started"]);
  });

  it("tells nobody a key", async () => {
    encode(encoderSettings.lowDelay);
    const file = await firstFile();
    const texts = await Promise.all(
      ["index.m3u8", "source/media.m3u8"].map(async (path) => (await fetch(`${base}/${path}`)).text()),
    );
    expect([file.toString("latin1"), ...texts, JSON.stringify(app.events)].join()).not.toContain(KEY);
  });
});

describe("the process", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  function start(more: Record<string, string>) {
    const child = spawn(process.execPath, ["--import", "tsx", "media-server/main.ts"], {
      env: {
        NODE_ENV: "test",
        PATH: process.env.PATH,
        ...ports,
        MEDIA_SECRET,
        APP_INTERNAL_URL: app.url,
        ...more,
      },
    });
    children.push(child);
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      said.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said.err += chunk;
    });
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { child, said, exited };
  }

  it("says in JSON, line by line, what it found and that it is ready, and leaves quietly on SIGTERM", async () => {
    const { child, said, exited } = start({});
    const lines = () =>
      said.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    await vi.waitFor(() => expect(lines().at(-1)).toMatchObject({ msg: "ready" }), patient);
    await vi.waitFor(() => expect(types()).toEqual(["server.started"]), patient);
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    expect(said.out + said.err).not.toContain(MEDIA_SECRET);
  });

  it("names a busy port in one line", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    // A listening TCP server's address is always an AddressInfo.
    const { port } = other.address() as AddressInfo;
    const { said, exited } = start({ MEDIA_HTTP_PORT: String(port) });
    expect(await exited).toBe(1);
    expect(said.err.trim()).toMatch(new RegExp(`^The media server can't start: port ${port} is taken\\..*$`));
    other.close();
  });

  it("does not start with a weak secret", async () => {
    const { said, exited } = start({ MEDIA_SECRET: "weak-secret" });
    expect(await exited).toBe(1);
    expect(said.err.trim()).toBe(
      "The media server can't start: MEDIA_SECRET must have at least 32 characters.",
    );
  });
});
