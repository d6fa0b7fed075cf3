import { execFileSync } from "node:child_process";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createLog } from "../log";
import type { AudioConfig, AudioFrame } from "../media";
import { hasFfmpeg } from "../testing/run-encoder";
import { AudioTranscoder } from "./audio-transcoder";
import { type Ffmpeg, findFfmpeg } from "./find-ffmpeg";
import { readAac } from "./read-audio";

const patient = { timeout: 20_000, interval: 20 };
/** Silence first, then a tone: its frames are much larger. */
const SOUND = "sine=frequency=440:sample_rate=44100:duration=3,volume='if(lt(t,2),0,1)':eval=frame";
const FIRST_MS = 5_000_000;

function encodeAac(): { config: AudioConfig; frames: AudioFrame[] } {
  const words = ["-v", "error", "-f", "lavfi", "-i", SOUND, "-c:a", "aac", "-b:a", "96k", "-f", "flv", "-"];
  const configs: AudioConfig[] = [];
  const frames: AudioFrame[] = [];
  const read = readAac({
    config: (config) => configs.push(config),
    frame: (data, timeMs) => frames.push({ data, ptsMs: FIRST_MS + timeMs }),
  });
  read(execFileSync("ffmpeg", words));
  const [config] = configs;
  if (!config) throw new Error("no AAC was made");
  return { config, frames };
}

describe.skipIf(!hasFfmpeg)("sound in another codec", () => {
  let ffmpeg: Ffmpeg;
  const open: AudioTranscoder[] = [];

  beforeAll(async () => {
    const found = await findFfmpeg(undefined);
    if (!found) throw new Error("ffmpeg doesn't answer");
    ffmpeg = found;
  });
  afterEach(() => {
    for (const transcoder of open.splice(0)) transcoder.close();
  });

  function transcoder(to: "aac" | "opus") {
    const configs: AudioConfig[] = [];
    const frames: AudioFrame[] = [];
    const made = new AudioTranscoder({
      ffmpeg,
      to,
      log: createLog("silent"),
      config: (config) => configs.push(config),
      frame: (frame) => frames.push(frame),
    });
    open.push(made);
    return { made, configs, frames };
  }

  /** When the tone begins, by the size of the frames. */
  const toneAt = (frames: readonly AudioFrame[]) =>
    frames.find(({ data, ptsMs }) => data.length > 60 && ptsMs > FIRST_MS + 500)?.ptsMs ?? 0;

  it("keeps its place on the publisher's clock, to Opus and back", async () => {
    const { config, frames } = encodeAac();
    const opus = transcoder("opus");
    opus.made.audioConfig(config);
    for (const frame of frames) opus.made.audio(frame);
    await vi.waitFor(() => expect(opus.frames.at(-1)?.ptsMs).toBeGreaterThan(FIRST_MS + 2_800), patient);
    expect(opus.configs).toHaveLength(1);
    expect(opus.configs[0]).toMatchObject({ codec: "opus", sampleRate: 48_000, channels: 2 });
    expect(Math.abs((opus.frames[0]?.ptsMs ?? 0) - FIRST_MS)).toBeLessThan(20);
    const steps = opus.frames.slice(1).map((frame, index) => frame.ptsMs - (opus.frames[index]?.ptsMs ?? 0));
    expect(new Set(steps.map((step) => step.toFixed(1)))).toEqual(new Set(["20.0"]));
    expect(Math.abs(toneAt(opus.frames) - toneAt(frames))).toBeLessThan(30);

    const aac = transcoder("aac");
    for (const opusConfig of opus.configs) aac.made.audioConfig(opusConfig);
    for (const frame of opus.frames) aac.made.audio(frame);
    await vi.waitFor(() => expect(aac.frames.at(-1)?.ptsMs).toBeGreaterThan(FIRST_MS + 2_700), patient);
    expect(aac.configs[0]).toMatchObject({ codec: "aac", codecString: "mp4a.40.2", sampleRate: 48_000 });
    expect(Math.abs(toneAt(aac.frames) - toneAt(frames))).toBeLessThan(50);
  });

  it("goes on after its process was killed, and is silent once closed", async () => {
    const { config, frames } = encodeAac();
    const opus = transcoder("opus");
    opus.made.audioConfig(config);
    for (const frame of frames.slice(0, 60)) opus.made.audio(frame);
    await vi.waitFor(() => expect(opus.frames.length).toBeGreaterThan(20), patient);
    const { pid } = opus.made;
    if (pid === undefined) throw new Error("nothing runs");
    process.kill(pid, "SIGKILL");
    const late = { data: frames[60]?.data ?? Buffer.alloc(0), ptsMs: FIRST_MS + 60 * 23 };
    await vi.waitFor(() => {
      opus.made.audio(late);
      expect(opus.made.pid).not.toBe(pid);
      expect(opus.made.pid).toBeDefined();
    }, patient);
    opus.made.close();
    const count = opus.frames.length;
    opus.made.audio(late);
    expect(opus.made.pid).toBeUndefined();
    expect(opus.frames).toHaveLength(count);
  });
});
