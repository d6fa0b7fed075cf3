import { execFile } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../config";
import { createLog } from "../log";
import { type MediaServer, startMediaServer } from "../start-media-server";
import { type FakeApp, startFakeApp } from "../testing/fake-app";
import { type Encoder, encoderSettings, hasFfmpeg, runEncoder } from "../testing/run-encoder";
import { permit } from "../testing/serve-test-streams";

const MEDIA_SECRET = "a-secret-of-at-least-32-characters";
const ports = { RTMP_PORT: "0", MEDIA_HTTP_PORT: "0", MEDIA_CONTROL_PORT: "0", MEDIA_UDP_PORT: "0" };

if (!hasFfmpeg)
  process.stdout.write("Skipped: FLV in another's reader (ffmpeg and ffprobe aren't installed).\n");

let app: FakeApp;
let server: MediaServer;
const encoders: Encoder[] = [];

describe.skipIf(!hasFfmpeg)("the standing response, read by ffmpeg", () => {
  beforeEach(async () => {
    app = await startFakeApp(MEDIA_SECRET, () => permit);
    server = await startMediaServer(
      readConfig({ ...ports, MEDIA_SECRET, APP_INTERNAL_URL: app.url }),
      createLog("silent"),
    );
  });
  afterEach(async () => {
    for (const encoder of encoders.splice(0)) await encoder.kill();
    await server.close(1_000);
    await app.close();
  });

  const url = () => `http://127.0.0.1:${server.ports.http}/live/${permit.streamId}/stream.flv`;

  function encode(settings: readonly string[]): void {
    encoders.push(runEncoder(settings, `rtmp://127.0.0.1:${server.ports.rtmp}/live/key-of-a-creator-0001`));
  }

  const onAir = () =>
    vi.waitFor(() => expect(app.events.map(({ type }) => type)).toContain("stream.live"), {
      timeout: 20_000,
    });

  it.each(["lowDelay", "bFrames"] as const)("has its pictures and sound in order: %s", async (name) => {
    encode(encoderSettings[name]);
    await onAir();
    const [packets, complaints] = await Promise.all([readPackets(url(), 2), decodeFlv(url(), 2)]);
    expect(complaints).toBe("");
    for (const type of ["video", "audio"]) {
      const times = packets
        .filter((packet) => packet.codec_type === type)
        .map(({ dts_time }) => Number(dts_time));
      expect(times.length).toBeGreaterThan(40);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
    expect(packets.find(({ codec_type }) => codec_type === "video")?.flags).toContain("K");
  });

  it("goes on over a reconnect", async () => {
    encode(encoderSettings.lowDelay);
    await onAir();
    const reading = decodeFlv(url(), 4);
    const bytesRead = () => {
      const newest = app.snapshots.at(-1);
      return newest?.type === "server.snapshot" ? (newest.streams[0]?.usage.bytesOut ?? 0) : 0;
    };
    await vi.waitFor(() => expect(bytesRead()).toBeGreaterThan(100_000), { timeout: 10_000 });
    await encoders.pop()?.kill();
    encode(encoderSettings.lowDelay);
    expect(await reading).toBe("");
  });

  it("is sound alone where there is nothing else", async () => {
    encode(encoderSettings.soundOnly);
    await onAir();
    const packets = await readPackets(url(), 1.5);
    expect(new Set(packets.map(({ codec_type }) => codec_type))).toEqual(new Set(["audio"]));
  });
});

/** Codecs are told in the first tags; more than half a second of looking only takes time. */
const QUICK = ["-analyzeduration", "500000"];

interface Packet {
  readonly codec_type: string;
  readonly dts_time: string;
  readonly flags: string;
}

async function readPackets(url: string, seconds: number): Promise<Packet[]> {
  const words = ["-v", "error", ...QUICK, "-read_intervals", `%+${seconds}`, "-show_entries"];
  const text = await run("ffprobe", [...words, "packet=codec_type,dts_time,flags", "-of", "json", url]);
  // ffprobe's JSON output has this shape by its -show_entries.
  return (JSON.parse(text.stdout) as { packets: Packet[] }).packets;
}

/** Resolves with what the decoder complained about; empty is good. */
async function decodeFlv(url: string, seconds: number): Promise<string> {
  const words = [
    "-v",
    "error",
    "-xerror",
    "-i",
    url,
    "-t",
    String(seconds),
    "-vsync",
    "vfr",
    "-f",
    "null",
    "-",
  ];
  return (await run("ffmpeg", words)).stderr;
}

function run(program: string, words: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { timeout: 30_000, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve({ stdout, stderr }),
    );
  });
}
