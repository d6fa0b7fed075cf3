import { expect, test } from "vitest";
import { TIERS } from "../db/schema";
import { readTierSettings, TIER_DEFAULTS, TierSettingsInput } from "./tier-settings";

test("nothing stored, and nonsense stored, is each tier's default", () => {
  for (const tier of TIERS) {
    for (const stored of [undefined, null, "x", [], { isRecorded: "yes", retentionDays: -1 }]) {
      expect(readTierSettings(tier, stored)).toEqual(TIER_DEFAULTS[tier]);
    }
  }
});

test("one value that is not understood leaves the others as they are stored", () => {
  expect(readTierSettings("free", { isRecorded: false, retentionDays: 1e9 })).toMatchObject({
    isRecorded: false,
    retentionDays: TIER_DEFAULTS.free.retentionDays,
  });
  expect(readTierSettings("free", { retentionDays: null })).toMatchObject({ retentionDays: null });
});

test("a retention is whole days, at least one, or for ever", () => {
  const parses = (retentionDays: unknown) =>
    TierSettingsInput.safeParse({ tier: "free", retentionDays }).success;
  expect([1, 3650, null].every(parses)).toBe(true);
  expect([0, -1, 1.5, 3651, "7"].some(parses)).toBe(false);
});

test("a ladder is sorted, each height once, and smaller pictures take less", () => {
  const parse = (ladder: unknown) => TierSettingsInput.safeParse({ tier: "free", ladder });
  const rung = (height: number, videoKbps: number) => ({ name: `${height}p`, height, videoKbps });
  expect(parse([rung(360, 700), rung(720, 2500)]).data?.ladder?.map(({ name }) => name)).toEqual([
    "720p",
    "360p",
  ]);
  expect(parse([]).success).toBe(true);
  expect([rung(720, 2500), rung(360, 2500)].map((wrong) => parse([rung(720, 2500), wrong]).success)).toEqual([
    false,
    false,
  ]);
  expect(
    [rung(360, 10), rung(50, 700), { ...rung(360, 700), name: "../x" }].map((one) => parse([one]).success),
  ).toEqual([false, false, false]);
});
