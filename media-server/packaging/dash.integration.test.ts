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
  process.stdout.write("Skipped: DASH in another's reader (ffmpeg and ffprobe aren't installed).\n");

let app: FakeApp;
let server: MediaServer;
let encoder: Encoder | undefined;

interface Packet {
  readonly codec_type: string;
  readonly dts_time: string;
}

describe.skipIf(!hasFfmpeg)("DASH, read by ffprobe", () => {
  beforeEach(async () => {
    app = await startFakeApp(MEDIA_SECRET, () => permit);
    server = await startMediaServer(
      readConfig({ ...ports, MEDIA_SECRET, APP_INTERNAL_URL: app.url }),
      createLog("silent"),
    );
  });
  afterEach(async () => {
    await encoder?.kill();
    await server.close(1_000);
    await app.close();
  });

  it("has pictures and sound in order, without holes", async () => {
    encoder = runEncoder(
      encoderSettings.lowDelay,
      `rtmp://127.0.0.1:${server.ports.rtmp}/live/key-of-a-creator`,
    );
    const url = `http://127.0.0.1:${server.ports.http}/live/${permit.streamId}/manifest.mpd`;
    await vi.waitFor(
      async () => expect((await (await fetch(url)).text()).match(/<S /g)?.length).toBeGreaterThan(3),
      {
        timeout: 20_000,
      },
    );
    const packets = await readPackets(url, 2);
    for (const [type, longestMs] of [
      ["video", 50],
      ["audio", 50],
    ] as const) {
      const times = packets
        .filter((packet) => packet.codec_type === type)
        .map(({ dts_time }) => Number(dts_time));
      expect(times.length).toBeGreaterThan(40);
      for (const [index, time] of times.slice(1).entries()) {
        const stepMs = (time - (times[index] ?? 0)) * 1000;
        expect(stepMs).toBeGreaterThan(0);
        expect(stepMs).toBeLessThan(longestMs);
      }
    }
  });
});

async function readPackets(url: string, seconds: number): Promise<Packet[]> {
  const words = [
    "-v",
    "error",
    "-read_intervals",
    `%+${seconds}`,
    "-show_entries",
    "packet=codec_type,dts_time",
  ];
  const text = await new Promise<string>((resolve, reject) => {
    execFile("ffprobe", [...words, "-of", "json", url], { timeout: 30_000 }, (error, stdout, stderr) =>
      error || stderr ? reject(error ?? new Error(stderr)) : resolve(stdout),
    );
  });
  // ffprobe's JSON output has this shape by its -show_entries.
  return (JSON.parse(text) as { packets: Packet[] }).packets;
}
