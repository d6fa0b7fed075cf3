import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { eventually } from "./testing/eventually";
import { GOOD_KEY, startTestServer, type TestServer } from "./testing/start-test-server";

const ffmpeg = process.env.FFMPEG_PATH ?? "ffmpeg";
const hasFfmpeg = spawnSync(ffmpeg, ["-version"]).status === 0;

/** ffmpeg with a moving picture and a tone, at real speed. */
function publish(test: TestServer, key: string, encoding: string[]): ChildProcess {
  const video = ["-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"];
  const audio = ["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"];
  const url = `rtmp://127.0.0.1:${test.port}/live/${key}`;
  const args = ["-v", "error", "-nostdin", ...video, ...audio, ...encoding, "-f", "flv", url];
  return spawn(ffmpeg, args, { stdio: "ignore" });
}

const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"];
const aac = ["-c:a", "aac"];

describe.skipIf(!hasFfmpeg)("ffmpeg as the encoder", () => {
  it("publishes H.264 and AAC, in time, and says when it stops", async () => {
    await using test = await startTestServer();
    const encoder = publish(test, GOOD_KEY, [...h264, ...aac, "-t", "2"]);
    await once(encoder, "exit");
    await eventually(() => expect(test.sinks[0]?.closeCauses).toEqual(["unpublished"]));
    const sink = test.sinks[0];
    expect(sink?.videoConfigs).toMatchObject([{ codec: "h264", width: 320, height: 180 }]);
    expect(sink?.audioConfigs).toMatchObject([{ codecString: "mp4a.40.2", sampleRate: 48_000, channels: 1 }]);
    expect(sink?.videoFrames).toHaveLength(50);
    expect(sink?.videoFrames.filter((frame) => frame.isKeyFrame)).toHaveLength(2);
    const times = sink?.videoFrames.map((frame) => frame.dtsMs) ?? [];
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBe(49 * 40);
    expect(sink?.audioFrames.length).toBeGreaterThan(85);
  }, 30_000);

  it("carries the composition times of B-frames", async () => {
    await using test = await startTestServer();
    const bFrames = ["-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p", "-an", "-t", "2"];
    const encoder = publish(test, GOOD_KEY, bFrames);
    await once(encoder, "exit");
    await eventually(() => expect(test.sinks[0]?.closeCauses).toEqual(["unpublished"]));
    const shown = test.sinks[0]?.videoFrames.map((frame) => frame.dtsMs + frame.compositionOffsetMs) ?? [];
    const sorted = [...shown].sort((a, b) => a - b);
    expect(shown).not.toEqual(sorted);
    expect(sorted.every((time, i) => i === 0 || time - (sorted[i - 1] ?? 0) === 40)).toBe(true);
  }, 30_000);

  it("publishes sound alone", async () => {
    await using test = await startTestServer();
    const encoder = publish(test, GOOD_KEY, ["-vn", ...aac, "-t", "1"]);
    await once(encoder, "exit");
    await eventually(() => expect(test.sinks[0]?.closeCauses).toEqual(["unpublished"]));
    expect(test.sinks[0]?.videoFrames).toHaveLength(0);
    expect(test.sinks[0]?.audioFrames.length).toBeGreaterThan(40);
  }, 30_000);

  it("is told apart as connection-closed when it is killed", async () => {
    await using test = await startTestServer();
    const encoder = publish(test, GOOD_KEY, [...h264, ...aac]);
    await eventually(() => expect(test.sinks[0]?.videoFrames.length).toBeGreaterThan(5));
    encoder.kill("SIGKILL");
    await eventually(() => expect(test.sinks[0]?.closeCauses).toEqual(["connection-closed"]));
  }, 30_000);

  it("gives up when its key is wrong", async () => {
    await using test = await startTestServer();
    const encoder = publish(test, "wrong_key_0123456789", [...h264, ...aac]);
    const [code] = await once(encoder, "exit");
    expect(code).not.toBe(0);
    expect(test.sinks).toHaveLength(0);
  }, 30_000);

  it.each([
    [
      "Sorenson H.263 and MP3",
      ["-c:v", "flv1", "-c:a", "libmp3lame", "-ar", "44100"],
      ["audio MP3", "video Sorenson H.263"],
    ],
    ["H.264 4:4:4", ["-c:v", "libx264", "-pix_fmt", "yuv444p", "-an"], ["video H.264 4:4:4"]],
  ])(
    "has %s named as unsupported",
    async (_name, encoding, expected) => {
      await using test = await startTestServer();
      const encoder = publish(test, GOOD_KEY, encoding);
      await eventually(() => expect(test.sinks[0]?.unsupportedCodecs.toSorted()).toEqual(expected));
      encoder.kill("SIGKILL");
      await once(encoder, "exit");
    },
    20_000,
  );
});
