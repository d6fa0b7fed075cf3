import { expect, test } from "vitest";
import { ingestFacts, snapshot } from "../../testing/media-events";
import type { IngestMetrics } from "../media-events";
import { HealthIssueCode } from "../stream-state";
import { diagnose } from "./diagnose";
import type { IngestFacts } from "./ingest-facts";
import type { IngestLimits } from "./ingest-limits";
import { HEALTH_CHECKS, passedChecks } from "./passed-checks";
import { lenientLimits, strictLimits } from "./testing/sample-limits";

interface Case {
  readonly metrics?: Partial<IngestMetrics>;
  readonly facts?: Partial<IngestFacts>;
  readonly limits?: IngestLimits;
}

const good = snapshot("stream-0001").metrics;
function ask({ metrics = {}, facts = {}, limits = lenientLimits }: Case) {
  return diagnose({ metrics: { ...good, ...metrics }, facts: ingestFacts(facts), limits });
}

test("an encoder that does everything right is good, and every check says so", () => {
  expect(ask({})).toEqual({ grade: "good", issues: [] });
  expect(passedChecks(good, [])).toEqual(HEALTH_CHECKS);
});

test("where the server asks for key frames, their rhythm is not the encoder's fault; that none come is", () => {
  const judge = (facts: Partial<IngestFacts>) =>
    diagnose({ metrics: good, facts: ingestFacts(facts), limits: lenientLimits, asksForKeyFrames: true });
  expect(judge({ keyFrameLeastMs: 300, keyFrameMostMs: 2_100 }).issues).toEqual([]);
  expect(judge({ sinceKeyFrameMs: 30_000 }).issues.map(({ code }) => code)).toEqual(["no-key-frames"]);
});

test("the first seconds are unknown, not good", () => {
  expect(ask({ facts: { connectedMs: 3_000 } }).grade).toBe("unknown");
});

const full = { width: 1920, height: 1080 };
const CASES: readonly (readonly [string, Case, string, string, object])[] = [
  // What it is · the case · issue · severity · values of its sentence.
  ["HEVC", { facts: { unsupportedVideo: "HEVC" } }, "video-codec-unsupported", "critical", { codec: "HEVC" }],
  [
    "a codec the provider lacks",
    { metrics: { videoCodec: "VP9" } },
    "video-codec-unsupported",
    "critical",
    { codec: "VP9" },
  ],
  [
    "a profile the provider lacks",
    { metrics: { videoProfile: "High" }, limits: strictLimits },
    "video-profile-unsupported",
    "critical",
    { profile: "High" },
  ],
  ["no picture at all", { facts: { sinceVideoMs: null } }, "no-video", "critical", {}],
  ["a picture that stopped", { facts: { sinceVideoMs: 6_000 } }, "no-video", "critical", {}],
  [
    "1080p where 720p is the most",
    { metrics: full, limits: strictLimits },
    "resolution-too-large",
    "critical",
    { width: 1920, height: 1080, limit: 720 },
  ],
  [
    "portrait 1080p there",
    { metrics: { width: 1080, height: 1920 }, limits: strictLimits },
    "resolution-too-large",
    "critical",
    {},
  ],
  [
    "a new picture size",
    { facts: { sinceResizeMs: 3_000 } },
    "resolution-changed",
    "info",
    { width: 1280, height: 720 },
  ],
  [
    "1080p at 1 Mbit/s",
    { metrics: { ...full, videoKbps: 1_000 } },
    "bitrate-low",
    "info",
    { kbps: 1000, advised: 4500 },
  ],
  [
    "360p at 6 Mbit/s",
    { metrics: { width: 640, height: 360, videoKbps: 6_000 } },
    "bitrate-high",
    "info",
    { kbps: 6000, advised: 1200 },
  ],
  [
    "above the provider's limit",
    { metrics: { videoKbps: 3_600 }, limits: strictLimits },
    "bitrate-over-limit",
    "critical",
    { kbps: 3600, limit: 3500, advised: 2000 },
  ],
  [
    "120 fps",
    { metrics: { framesPerSecond: 120, videoKbps: 6_000 } },
    "frame-rate-high",
    "warning",
    { fps: 120, limit: 60 },
  ],
  [
    "60 fps where 30 is the most",
    { metrics: { framesPerSecond: 60 }, limits: strictLimits },
    "frame-rate-high",
    "warning",
    {},
  ],
  ["8 fps", { metrics: { framesPerSecond: 8 } }, "frame-rate-low", "info", { fps: 8 }],
  ["a changing frame rate", { facts: { unsteadyShare: 0.4 } }, "frame-rate-variable", "info", {}],
  [
    "no key frame for 12 s",
    { facts: { sinceKeyFrameMs: 12_000 } },
    "no-key-frames",
    "critical",
    { seconds: 12 },
  ],
  [
    "key frames 8.3 s apart",
    { facts: { keyFrameLeastMs: 8_300, keyFrameMostMs: 8_333 } },
    "key-frame-interval-long",
    "warning",
    { seconds: 8.3, advised: 2 },
  ],
  [
    "one long pause between key frames",
    { facts: { keyFrameLeastMs: 2_000, keyFrameMostMs: 6_000 } },
    "key-frame-interval-long",
    "warning",
    { seconds: 6 },
  ],
  [
    "key frames 4 s apart where 2 s is the most",
    { facts: { keyFrameLeastMs: 4_000, keyFrameMostMs: 4_000 }, limits: strictLimits },
    "key-frame-interval-long",
    "warning",
    { seconds: 4 },
  ],
  [
    "key frames every half second",
    { facts: { keyFrameLeastMs: 500, keyFrameMostMs: 533 } },
    "key-frame-interval-short",
    "info",
    { seconds: 0.5 },
  ],
  [
    "key frames by scene",
    { facts: { keyFrameLeastMs: 1_100, keyFrameMostMs: 3_900 } },
    "key-frames-irregular",
    "info",
    { least: 1.1, most: 3.9 },
  ],
  ["B-frames where they cost delay", { metrics: { hasBFrames: true } }, "b-frames", "info", {}],
  [
    "B-frames where they break playback",
    { metrics: { hasBFrames: true }, limits: strictLimits },
    "b-frames",
    "warning",
    {},
  ],
  ["MP3", { facts: { unsupportedAudio: "MP3" } }, "audio-codec-unsupported", "warning", { codec: "MP3" }],
  [
    "Opus where AAC is wanted",
    { metrics: { audioCodec: "Opus" }, limits: strictLimits },
    "audio-codec-unsupported",
    "warning",
    { codec: "Opus" },
  ],
  ["silence", { facts: { sinceAudioMs: null } }, "no-audio", "info", {}],
  [
    "22 kHz",
    { metrics: { audioSampleRate: 22_050 } },
    "audio-sample-rate",
    "info",
    { hertz: 22050, advised: 48000 },
  ],
  ["six channels", { metrics: { audioChannels: 6 } }, "audio-channels", "warning", { channels: 6, limit: 2 }],
  [
    "24 kbit/s of sound",
    { metrics: { audioKbps: 24 } },
    "audio-bitrate-low",
    "info",
    { kbps: 24, least: 64 },
  ],
  [
    "512 kbit/s of sound",
    { metrics: { audioKbps: 512 } },
    "audio-bitrate-high",
    "info",
    { kbps: 512, limit: 320 },
  ],
  ["sound that runs away", { facts: { driftMs: -240 } }, "audio-video-drift", "warning", { ms: -240 }],
  ["lost frames", { facts: { recentlyDropped: 12 } }, "frames-dropped", "warning", { frames: 12 }],
  ["a slow uplink", { facts: { lagMs: 2_000 } }, "uplink-slow", "warning", { seconds: 2 }],
  ["an uplink that is stuck", { facts: { lagMs: 6_000 } }, "uplink-slow", "critical", { seconds: 6 }],
  ["frames in bursts", { facts: { jitterMs: 220 } }, "clock-jitter", "info", { ms: 220 }],
  ["a clock that jumped", { facts: { sinceJumpMs: 1_000 } }, "timestamps-backwards", "warning", {}],
];

test.each(CASES)("%s", (_name, subject, code, severity, details) => {
  const { issues, grade } = ask(subject);
  expect(issues.find((issue) => issue.code === code)).toMatchObject({ severity, details });
  const expected = { critical: "poor", warning: "fair", info: "good" }[severity];
  if (issues.length === 1) expect(grade).toBe(expected);
});

/** Issues that providers find by themselves, where we have no facts. */
const REPORTED = ["starving"];

test("every issue that the product can name is found by some case", () => {
  const ours = HealthIssueCode.options.filter((code) => !REPORTED.includes(code));
  expect([...new Set(CASES.map(([, , code]) => code))].sort()).toEqual([...ours].sort());
});

const NEAR: readonly (readonly [string, Case])[] = [
  ["a four-second setting and its rounding", { facts: { keyFrameLeastMs: 4_000, keyFrameMostMs: 4_200 } }],
  ["60.2 frames a second", { metrics: { framesPerSecond: 60.2, videoKbps: 6_500 } }],
  ["720p60 at 8 Mbit/s", { metrics: { framesPerSecond: 60, videoKbps: 8_000 } }],
  [
    "bitrates of the first seconds",
    { metrics: { videoKbps: 90, audioKbps: 10 }, facts: { connectedMs: 6_000 } },
  ],
  ["five lost frames", { facts: { recentlyDropped: 5 } }],
  ["a size changed long ago", { facts: { sinceResizeMs: 40_000 } }],
];
test.each(NEAR)("%s is no issue", (_name, subject) => {
  expect(ask(subject).issues).toEqual([]);
});

test("what a provider does not tell is not judged", () => {
  const silence: IngestFacts = {
    ...ingestFacts(),
    keyFrameLeastMs: null,
    keyFrameMostMs: null,
    lagMs: null,
    jitterMs: null,
    driftMs: null,
    unsteadyShare: null,
    recentlyDropped: null,
  };
  const nothing: IngestMetrics = {
    videoCodec: null,
    videoProfile: null,
    videoLevel: null,
    hasBFrames: null,
    audioCodec: null,
    audioSampleRate: null,
    audioChannels: null,
    width: null,
    height: null,
    framesPerSecond: null,
    videoKbps: null,
    audioKbps: null,
    keyFrameIntervalMs: null,
    droppedFrames: null,
  };
  expect(diagnose({ metrics: nothing, facts: silence, limits: strictLimits }).issues).toEqual([]);
  expect(passedChecks(nothing, [])).toEqual([]);
});

test("the worst comes first, and a check with an issue has not passed", () => {
  const { issues, grade } = ask({
    metrics: { audioSampleRate: 22_050, hasBFrames: true },
    facts: { recentlyDropped: 30, unsupportedVideo: "HEVC" },
  });
  expect(issues.map(({ severity }) => severity)).toEqual(["critical", "warning", "info", "info"]);
  expect(grade).toBe("poor");
  expect(passedChecks(good, issues)).toEqual(["picture-size", "bitrate", "frame-rate", "key-frames"]);
});
