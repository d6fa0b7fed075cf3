import { describe, expect, it } from "vitest";
import { estimateCores, planRungs } from "./plan-rungs";

const LADDER = [
  { name: "480p", height: 480, videoKbps: 1200 },
  { name: "720p", height: 720, videoKbps: 2500 },
  { name: "360p", height: 360, videoKbps: 700 },
];
const plan = (width: number, height: number, fps = 30) => planRungs(LADDER, { width, height }, fps);

describe("the rungs of a source", () => {
  it.each([
    [1920, 1080, ["720p 1280x720", "480p 854x480", "360p 640x360"]],
    [1280, 720, ["480p 854x480", "360p 640x360"]],
    [1080, 1920, ["720p 720x1280", "480p 480x854", "360p 360x640"]],
    [640, 480, ["360p 480x360"]],
    [640, 360, []],
  ])("%i×%i: never above it, best first, in its shape", (width, height, expected) => {
    expect(plan(width, height).map((rung) => `${rung.name} ${rung.width}x${rung.height}`)).toEqual(expected);
  });

  it("say which decoder they need, by size and rate", () => {
    expect(plan(1920, 1080).map(({ codecString }) => codecString)).toEqual([
      "avc1.4d401f",
      "avc1.4d401f",
      "avc1.4d401e",
    ]);
    expect(plan(1920, 1080, 60).map(({ level }) => level)).toEqual(["3.2", "3.1", "3.1"]);
  });

  it("take a name once, and never the source's", () => {
    const twice = [
      ...LADDER,
      { name: "480p", height: 240, videoKbps: 300 },
      { name: "source", height: 240, videoKbps: 300 },
    ];
    expect(planRungs(twice, { width: 1280, height: 720 }, 30).map(({ name }) => name)).toEqual([
      "480p",
      "360p",
    ]);
  });
});

it("an estimate grows with what is read, with what is written, and with the frame rate", () => {
  const small = { width: 640, height: 360 };
  const large = { width: 1280, height: 720 };
  const base = estimateCores(large, [small], 30);
  expect(estimateCores({ width: 1920, height: 1080 }, [small], 30)).toBeGreaterThan(base);
  expect(estimateCores(large, [small, small], 30)).toBeGreaterThan(base);
  expect(estimateCores(large, [small], 60)).toBeGreaterThan(base);
});
