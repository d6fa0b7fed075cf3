import { expect, test } from "vitest";
import { planOf } from "./bitrate-plan";
import { judgeProbe } from "./judge-line-probe";
import type { LineFact } from "./probe-line";

const measured = (change: Partial<Extract<LineFact, { state: "measured" }>> = {}): LineFact => ({
  state: "measured",
  lineKbps: 6_000,
  lossRatio: 0,
  roundTripMs: 20,
  framesPerSecond: 30,
  encodeMs: 5,
  ...change,
});

test("a line with room for the picture is good", () => {
  expect(judgeProbe(measured(), planOf(720), "voice")).toEqual({
    line: "good",
    encoder: "good",
    better: null,
  });
});

test("300 kbit/s are said to be too little, with a picture that fits", () => {
  const verdict = judgeProbe(measured({ lineKbps: 300 }), planOf(720), "voice");
  expect(verdict).toMatchObject({ line: "slow", better: { height: 240 } });
});

test.each([
  [6_000, 1080, "good", undefined],
  [3_500, 1080, "slow", 720],
  [1_600, 720, "slow", 480],
  [1_000, 720, "slow", 360],
  [100, 720, "too-slow", undefined],
])("%i kbit/s and a picture of %i lines", (lineKbps, height, line, better) => {
  const verdict = judgeProbe(measured({ lineKbps }), planOf(height), "voice");
  expect([verdict.line, verdict.better?.height]).toEqual([line, better]);
});

test("music needs more than a voice", () => {
  expect(judgeProbe(measured({ lineKbps: 250 }), planOf(240), "voice").line).toBe("good");
  expect(judgeProbe(measured({ lineKbps: 250 }), planOf(240), "music").line).toBe("too-slow");
});

test("an encoder that can't keep up is told, and a smaller picture offered", () => {
  const verdict = judgeProbe(measured({ encodeMs: 45, framesPerSecond: 14 }), planOf(720), "voice");
  expect(verdict).toMatchObject({ line: "good", encoder: "slow", better: { height: 480 } });
});

test("missing pictures are the computer's doing on a line with room, and not told on a full one", () => {
  const encoder = (change: Parameters<typeof measured>[0]) =>
    judgeProbe(measured(change), planOf(720), "voice").encoder;
  expect(encoder({ framesPerSecond: 12 })).toBe("slow");
  expect(encoder({ framesPerSecond: 12, lineKbps: 300 })).toBe("unknown");
  expect(encoder({ framesPerSecond: 12, lineKbps: 300, encodeMs: 40 })).toBe("slow");
});

test("losses, a blocked path and a server that is away are told apart", () => {
  const line = (fact: LineFact) => judgeProbe(fact, planOf(720), "voice").line;
  expect(line(measured({ lossRatio: 0.08 }))).toBe("lossy");
  expect(line({ state: "failed", trouble: "no-path" })).toBe("no-path");
  expect(line({ state: "failed", trouble: "unreachable" })).toBe("away");
  expect(line({ state: "failed", trouble: "refused" })).toBe("busy");
  expect(line(measured({ lineKbps: null }))).toBe("unknown");
});
