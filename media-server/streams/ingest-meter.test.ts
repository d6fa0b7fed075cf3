import { describe, expect, it } from "vitest";
import { diagnose } from "../../lib/wire/doctor/diagnose";
import { lenientLimits } from "../../lib/wire/doctor/testing/sample-limits";
import { audioConfig, type SyntheticFrame, syntheticFrames, videoConfig } from "../testing/synthetic-media";
import { readH264Profile } from "./h264-profile";
import { IngestMeter } from "./ingest-meter";

interface Scene {
  readonly fps?: number;
  readonly gop?: number;
  readonly seconds?: number;
  readonly compositionOffsetMs?: number;
  /** When a frame of this media time arrives, in ms. */
  readonly arrival?: (atMs: number, kind: SyntheticFrame["kind"]) => number;
  readonly keep?: (index: number) => boolean;
  /** The encoder's own time for a frame, instead of the even one. */
  readonly retime?: (dtsMs: number) => number;
  readonly before?: (meter: IngestMeter) => void;
  readonly silentMs?: number;
}

const START = 1_000_000;

function play(scene: Scene) {
  const { fps = 30, gop = 60, seconds = 20, keep = () => true, compositionOffsetMs = 0 } = scene;
  const arrival = scene.arrival ?? ((atMs) => atMs);
  let now = START;
  const meter = new IngestMeter(() => now);
  meter.setVideoConfig(videoConfig());
  meter.setAudioConfig(audioConfig());
  const frames = syntheticFrames({ fps, gop, seconds, audioRate: 48_000, compositionOffsetMs });
  for (const [index, item] of frames.entries()) {
    now = Math.max(now, START + arrival(item.atMs, item.kind));
    if (item.kind === "audio") meter.countAudio(item.frame.ptsMs, 300);
    else if (keep(index)) {
      const dtsMs = scene.retime?.(item.frame.dtsMs) ?? item.frame.dtsMs;
      meter.countVideo({ ...item.frame, dtsMs, data: Buffer.alloc(8000) });
    }
  }
  scene.before?.(meter);
  now += scene.silentMs ?? 0;
  const [facts, metrics] = [meter.facts(), meter.metrics()];
  return { facts, metrics, ...diagnose({ facts, metrics, limits: lenientLimits }) };
}

describe("what is measured of an encoder's stream", () => {
  it("is honest when all is well", () => {
    const { grade, issues, metrics, facts } = play({});
    expect({ grade, issues }).toEqual({ grade: "good", issues: [] });
    expect(metrics).toMatchObject({
      videoCodec: "H.264",
      videoProfile: "High",
      videoLevel: "3.1",
      hasBFrames: false,
      audioCodec: "AAC",
      audioSampleRate: 48_000,
      audioChannels: 2,
      width: 1280,
      height: 720,
      keyFrameIntervalMs: 2000,
      droppedFrames: 0,
    });
    expect(metrics.framesPerSecond).toBeCloseTo(30, 0);
    expect(metrics.videoKbps).toBeCloseTo(1920, -2);
    expect(facts).toMatchObject({ keyFrameLeastMs: 2000, keyFrameMostMs: 2000 });
    expect(facts.jitterMs).toBeLessThan(3);
    expect(Math.abs(facts.driftMs ?? 99)).toBeLessThan(5);
    expect(facts.unsteadyShare).toBeLessThan(0.02);
  });

  it("knows of B-frames from the first frame on, for as long as the picture's setup holds", () => {
    const meter = new IngestMeter(() => START);
    const tell = (compositionOffsetMs: number) => {
      meter.countVideo({ dtsMs: 0, compositionOffsetMs, isKeyFrame: true, data: Buffer.alloc(1) });
      return meter.metrics().hasBFrames;
    };
    meter.setVideoConfig(videoConfig());
    expect(meter.metrics().hasBFrames).toBeNull();
    expect([tell(0), tell(-40), tell(0)]).toEqual([false, true, true]);
    meter.setVideoConfig(videoConfig());
    expect([meter.metrics().hasBFrames, tell(0)]).toEqual([null, false]);
  });

  it("leaves unknown what a second cannot tell", () => {
    const { metrics, facts, grade } = play({ seconds: 0.9 });
    expect([metrics.framesPerSecond, metrics.videoKbps, metrics.keyFrameIntervalMs]).toEqual([
      null,
      null,
      null,
    ]);
    expect([facts.jitterMs, facts.driftMs, facts.unsteadyShare, facts.keyFrameMostMs]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(grade).toBe("unknown");
  });

  it.each<{ name: string; scene: Scene; code: string; details?: object; grade: string }>([
    {
      name: "key frames 8.33 s apart",
      scene: { gop: 250 },
      code: "key-frame-interval-long",
      details: { seconds: 8.3 },
      grade: "fair",
    },
    {
      name: "no key frames",
      scene: { gop: 0, seconds: 15 },
      code: "no-key-frames",
      details: { seconds: 15 },
      grade: "poor",
    },
    {
      name: "key frames twice a second",
      scene: { gop: 15 },
      code: "key-frame-interval-short",
      details: { seconds: 0.5 },
      grade: "good",
    },
    { name: "B-frames", scene: { compositionOffsetMs: 67 }, code: "b-frames", grade: "good" },
    {
      name: "an uplink that is too slow",
      scene: { arrival: (atMs) => atMs * 1.1 },
      code: "uplink-slow",
      details: { seconds: 2 },
      grade: "fair",
    },
    {
      name: "frames that come in bursts",
      scene: { arrival: (atMs) => Math.ceil(atMs / 1_200) * 1_200 },
      code: "clock-jitter",
      grade: "good",
    },
    {
      name: "dropped frames",
      scene: { keep: (index) => index % 25 !== 3 },
      code: "frames-dropped",
      grade: "fair",
    },
    {
      name: "a phone's frame rate",
      scene: { retime: (dtsMs) => dtsMs + (Math.round(dtsMs / 33.3) % 3) * 9 },
      code: "frame-rate-variable",
      grade: "good",
    },
    {
      name: "HEVC",
      scene: { before: (meter) => meter.setUnsupported("video", "HEVC") },
      code: "video-codec-unsupported",
      details: { codec: "HEVC" },
      grade: "poor",
    },
    {
      name: "MP3",
      scene: { before: (meter) => meter.setUnsupported("audio", "MP3") },
      code: "audio-codec-unsupported",
      details: { codec: "MP3" },
      grade: "fair",
    },
    {
      name: "a clock that jumped",
      scene: { before: (meter) => meter.noteJump() },
      code: "timestamps-backwards",
      grade: "fair",
    },
    {
      name: "a new resolution",
      scene: { before: (meter) => meter.setVideoConfig(videoConfig(640, 360)) },
      code: "resolution-changed",
      details: { width: 640, height: 360 },
      grade: "good",
    },
    { name: "silence", scene: { silentMs: 6_000 }, code: "no-video", grade: "poor" },
  ])("lets $name be named", ({ scene, code, details, grade }) => {
    const verdict = play(scene);
    const found = verdict.issues.find((issue) => issue.code === code);
    expect(found, JSON.stringify(verdict.facts)).toMatchObject(details ? { details } : {});
    expect(verdict.grade).toBe(grade);
  });

  it("sees sound part from the picture, whichever way", () => {
    for (const pace of [1.01, 0.99]) {
      const arrival = (atMs: number, kind: string) => 5_000 + (kind === "audio" ? atMs * pace : atMs);
      const frames = syntheticFrames({ fps: 30, gop: 60, seconds: 60, audioRate: 48_000 });
      const inOrder = frames
        .map((item) => ({ item, at: arrival(item.atMs, item.kind) }))
        .sort((a, b) => a.at - b.at);
      let now = START;
      const meter = new IngestMeter(() => now);
      meter.setVideoConfig(videoConfig());
      meter.setAudioConfig(audioConfig());
      for (const { item, at } of inOrder) {
        now = START + at;
        if (item.kind === "audio") meter.countAudio(item.frame.ptsMs, 300);
        else meter.countVideo(item.frame);
      }
      const drift = meter.facts().driftMs ?? 0;
      // 1 % over the 50 s after the start is known.
      expect(Math.sign(drift)).toBe(pace > 1 ? -1 : 1);
      expect(Math.abs(drift)).toBeGreaterThan(350);
      expect(Math.abs(drift)).toBeLessThan(650);
    }
  });

  it.each([
    ["avc1.42c01f", "Baseline", "3.1"],
    ["avc1.4d0028", "Main", "4.0"],
    ["avc1.640033", "High", "5.1"],
  ])("reads %s as %s %s", (codecString, profile, level) => {
    expect(readH264Profile(codecString)).toEqual({ profile, level });
    expect(readH264Profile("hvc1.1.6.L93.B0")).toBeNull();
  });
});
