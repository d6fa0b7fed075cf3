import { describe, expect, it } from "vitest";
import { audioConfig, syntheticFrames, videoConfig } from "../testing/synthetic-media";
import { assessHealth } from "./assess-health";
import { IngestMeter } from "./ingest-meter";

interface Scene {
  readonly fps?: number;
  readonly gop?: number;
  readonly seconds?: number;
  readonly compositionOffsetMs?: number;
  /** Wall time per media time. */
  readonly pace?: number;
  readonly keep?: (index: number) => boolean;
  readonly before?: (meter: IngestMeter) => void;
  readonly silentMs?: number;
}

function play({ fps = 30, gop = 60, seconds = 20, pace = 1, keep = () => true, ...scene }: Scene) {
  let now = 1_000_000;
  const meter = new IngestMeter(() => now);
  meter.setVideoConfig(videoConfig());
  meter.setAudioConfig(audioConfig());
  const offset = scene.compositionOffsetMs ?? 0;
  const frames = syntheticFrames({ fps, gop, seconds, audioRate: 48_000, compositionOffsetMs: offset });
  for (const [index, item] of frames.entries()) {
    now = 1_000_000 + item.atMs * pace;
    if (item.kind === "audio") meter.countAudio(item.frame.ptsMs, 300);
    else if (keep(index)) meter.countVideo({ ...item.frame, data: Buffer.alloc(8000) });
  }
  scene.before?.(meter);
  now += scene.silentMs ?? 0;
  const facts = meter.facts();
  return { facts, ...assessHealth(facts) };
}

describe("health", () => {
  it("is good, with honest figures, when all is well", () => {
    const { grade, issues, facts } = play({});
    expect({ grade, issues }).toEqual({ grade: "good", issues: [] });
    expect(facts.metrics).toMatchObject({
      width: 1280,
      height: 720,
      keyFrameIntervalMs: 2000,
      droppedFrames: 0,
    });
    expect(facts.metrics.framesPerSecond).toBeCloseTo(30, 0);
    expect(facts.metrics.videoKbps).toBeCloseTo(1920, -2);
  });

  it("is unknown, not good, in the first seconds", () => {
    expect(play({ seconds: 2 }).grade).toBe("unknown");
  });

  it.each<{ name: string; scene: Scene; code: string; severity: string; details?: object; grade: string }>([
    {
      name: "key frames 8.33 s apart",
      scene: { gop: 250 },
      code: "key-frame-interval-long",
      severity: "warning",
      details: { seconds: 8.3 },
      grade: "fair",
    },
    {
      name: "no key frames",
      scene: { gop: 0, seconds: 15 },
      code: "no-key-frames",
      severity: "critical",
      details: { seconds: 15 },
      grade: "poor",
    },
    {
      name: "B-frames",
      scene: { compositionOffsetMs: 67 },
      code: "b-frames",
      severity: "info",
      grade: "good",
    },
    {
      name: "an uplink that is too slow",
      scene: { pace: 1.1 },
      code: "uplink-slow",
      severity: "warning",
      details: { seconds: 2 },
      grade: "fair",
    },
    {
      name: "dropped frames",
      scene: { keep: (index) => index % 25 !== 3 },
      code: "frames-dropped",
      severity: "warning",
      grade: "fair",
    },
    {
      name: "HEVC",
      scene: { before: (meter) => meter.setUnsupported("video", "HEVC") },
      code: "video-codec-unsupported",
      severity: "critical",
      details: { codec: "HEVC" },
      grade: "poor",
    },
    {
      name: "MP3",
      scene: { before: (meter) => meter.setUnsupported("audio", "MP3") },
      code: "audio-codec-unsupported",
      severity: "warning",
      details: { codec: "MP3" },
      grade: "fair",
    },
    {
      name: "a clock that jumped",
      scene: { before: (meter) => meter.noteJump() },
      code: "timestamps-backwards",
      severity: "warning",
      grade: "fair",
    },
    {
      name: "a new resolution",
      scene: { before: (meter) => meter.setVideoConfig(videoConfig(640, 360)) },
      code: "resolution-changed",
      severity: "info",
      details: { width: 640, height: 360 },
      grade: "good",
    },
    { name: "silence", scene: { silentMs: 6_000 }, code: "no-video", severity: "critical", grade: "poor" },
  ])("names $name", ({ scene, code, severity, details, grade }) => {
    const verdict = play(scene);
    const found = verdict.issues.find((issue) => issue.code === code);
    expect(found).toMatchObject({ severity, ...(details ? { details } : {}) });
    expect(verdict.grade).toBe(grade);
  });
});
