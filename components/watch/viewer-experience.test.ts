import { beforeEach, expect, it } from "vitest";
import { ExperienceReport } from "@/lib/wire/experience";
import { type ExperienceFacts, ViewerExperience } from "./viewer-experience";

const OPENED = 1_000_000;
const facts: ExperienceFacts = {
  status: "loading",
  interruption: null,
  failedCodecs: "",
  hasStarted: false,
  mustTapToPlay: false,
  way: "hls",
  latencySec: null,
  askedAtMs: OPENED + 300,
  startupMs: null,
  rebuffers: 0,
  rebufferMs: 0,
};
const playing = { ...facts, status: "playing", hasStarted: true, startupMs: 500, latencySec: 2 } as const;

let viewing: ViewerExperience;
beforeEach(() => {
  viewing = new ViewerExperience({ streamId: "stream-0001", run: 7, openedAtMs: OPENED });
});
/** Shows the same for so long, several times a second. */
function show(shown: ExperienceFacts, fromMs: number, toMs: number, isVisible = true): void {
  for (let at = fromMs; at <= toMs; at += 250) viewing.note(shown, isVisible, OPENED + at);
}

it("tells nothing before the first picture, and what fits the wire after it", () => {
  show(facts, 0, 750);
  expect(viewing.report()).toBeNull();
  show(playing, 1_000, 11_000);
  const report = viewing.report();
  expect(ExperienceReport.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    way: "hls",
    watchedMs: 10_000,
    stalledMs: 0,
    latencyMs: 2_000,
    fault: null,
  });
});

it("a start is from opening the page; where the stream was asked for later, from asking", () => {
  show(playing, 1_000, 1_250);
  expect(viewing.report()?.startupMs).toBe(800);
  viewing = new ViewerExperience({ streamId: "stream-0001", run: 7, openedAtMs: null });
  show(playing, 1_000, 1_250);
  expect(viewing.report()?.startupMs).toBe(500);
});

it.each([
  ["the viewer has to tap", { mustTapToPlay: true }, true],
  ["the page is hidden", {}, false],
  ["the creator is away", { interruption: "creator-away" as const }, true],
])("a start that waits because %s says nothing of the stream", (_why, change, isVisible) => {
  show({ ...facts, ...change }, 0, 500, isVisible);
  show(playing, 1_000, 2_000);
  expect(viewing.report()?.startupMs).toBeNull();
});

it("neither a pause nor a sleeping computer counts as watching", () => {
  show(playing, 1_000, 5_000);
  show({ ...playing, status: "paused" }, 5_250, 60_000);
  show(playing, 60_250, 62_000);
  viewing.note(playing, true, OPENED + 3_600_000);
  expect(viewing.report()?.watchedMs).toBe(4_250 + 1_750 + 2_000);
});

it("stops add up over players that follow each other on the page", () => {
  show({ ...playing, rebuffers: 2, rebufferMs: 1_500 }, 1_000, 2_000);
  show({ ...playing, rebuffers: 0, rebufferMs: 0 }, 2_250, 3_000);
  show({ ...playing, rebuffers: 1, rebufferMs: 400 }, 3_250, 4_000);
  expect(viewing.report()).toMatchObject({ stalls: 3, stalledMs: 1_900 });
});

it("the delay follows what it has been lately", () => {
  show({ ...playing, latencySec: 6 }, 0, 10_000);
  show({ ...playing, latencySec: 2 }, 10_250, 60_000);
  expect(viewing.report()?.latencyMs).toBeLessThan(2_100);
});

it.each([
  ["avc1.7a0034", "unsupported"],
  ["", "unknown"],
])("a player that gave up (%j) is told, though it never played", (failedCodecs, fault) => {
  show({ ...facts, status: "failed", failedCodecs }, 0, 1_000);
  expect(viewing.report()).toMatchObject({ fault, watchedMs: 0, startupMs: null });
});
