import { expect, test } from "vitest";
import { LOCALES } from "../i18n/locales";
import { pauseAfter } from "./delivery-pauses";
import { describeNotice } from "./describe-notice";
import { isPublicAddress } from "./is-public-address";
import type { BudgetDetails } from "./notice";
import { signBody, verifyBody } from "./webhook-signature";

const SECRET = "a-secret-of-more-than-16";
const NOW = Date.UTC(2026, 10, 17, 12);
const DETAILS: BudgetDetails = {
  ...{ budget: "whole-month", threshold: "switch-primary", scope: "all", whose: null, measure: "spent" },
  ...{ atMicros: 500e6, spentMicros: 512e6, forecastMicros: 780e6, advice: "consider-switching-primary" },
  ...{ acts: "", maxHeight: null, endsStreams: null, endsAt: null, day: "2026-11-17" },
};

const ACTS = [
  ["spent", "end-streams"],
  ["spent", "demote,cap-ladder,refuse-hand-offs,refuse-streams"],
  ["forecast", "demote,cap-ladder,refuse-hand-offs,refuse-streams"],
] as const;

test("a notice says what was spent, what is expected and what to consider", async () => {
  const words = await describeNotice({ kind: "budget-passed", details: DETAILS }, "en");
  expect(words.title).toBe("Budget passed: $512 of $500, all providers");
  expect(words.body).toBe(
    "$512 of $500 spent on all providers by November 17. At this pace it will be $780 by the end of the month. Consider switching the primary provider. Nothing changes by itself.",
  );
  expect(words.href).toBe("/admin/routing");
});

test("a hard cap says that no stream can start, how many end, and when, and nothing that it makes idle", async () => {
  const acts = "demote,refuse-streams,end-streams";
  const at = { acts, endsAt: "2026-11-17T20:40:00.000Z", advice: null, forecastMicros: null };
  const wordsOf = (endsStreams: number) =>
    describeNotice({ kind: "budget-passed", details: { ...DETAILS, ...at, endsStreams } }, "en");
  const rest = "To prevent it, raise the amount or take the hard cap away.";
  const { body, href } = await wordsOf(3);
  expect(href).toBe("/admin/budgets");
  expect(body).toBe(
    `$512 of $500 spent on all providers by November 17. No new stream can start. 3 streams on air end at 20:40 UTC. ${rest}`,
  );
  expect((await wordsOf(1)).body).toContain("1 stream on air ends at 20:40 UTC.");
  expect((await wordsOf(0)).body).toContain("No stream that it would end is on air.");
});

test.each(LOCALES)("in %s nothing is left to fill in", async (locale) => {
  for (const scope of ["all", "provider", "tier", "channel"] as const)
    for (const kind of ["budget-passed", "budget-cleared"] as const)
      for (const [measure, acts] of ACTS) {
        const details = { ...DETAILS, scope, whose: "Nadège", measure, acts, maxHeight: 480 };
        const { title, body } = await describeNotice({ kind, details }, locale);
        expect(`${title} ${body}`).not.toMatch(/[{}]|undefined|NaN/);
      }
  for (const grade of ["enough", "low", "critical", "out"] as const) {
    const details = { provider: "x", whose: "X", what: "minutes", used: 900, limit: 1000, daysLeft: 3.4 };
    const { title, body } = await describeNotice(
      { kind: "stock-changed", details: { ...details, grade } },
      locale,
    );
    expect(title).toMatch(/90/);
    expect(`${title} ${body}`).not.toMatch(/[{}]|undefined|NaN/);
  }
});

test("a signature holds for its body, its secret and five minutes", () => {
  const header = signBody(SECRET, "{}", NOW);
  expect(header).toMatch(/^t=1794916800,v1=[0-9a-f]{64}$/);
  expect(verifyBody(SECRET, "{}", header, NOW)).toBe(true);
  expect(verifyBody(SECRET, "{}", header, NOW + 299_000)).toBe(true);
  expect(verifyBody(SECRET, "{}", header, NOW + 301_000)).toBe(false);
  expect(verifyBody(SECRET, "{}", header, NOW - 301_000)).toBe(false);
  expect(verifyBody(SECRET, "{ }", header, NOW)).toBe(false);
  expect(verifyBody("another-secret-of-16", "{}", header, NOW)).toBe(false);
  expect(verifyBody(SECRET, "{}", header.replace("t=1794916800", "t=1794916801"), NOW)).toBe(false);
  expect(verifyBody(SECRET, "{}", "", NOW)).toBe(false);
});

test.each([
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["10.1.2.3", false],
  ["127.0.0.1", false],
  ["100.64.0.1", false],
  ["169.254.169.254", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["0.0.0.0", false],
  ["255.255.255.255", false],
  ["::1", false],
  ["::", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["ff02::1", false],
  ["::ffff:127.0.0.1", false],
  ["::ffff:8.8.8.8", false],
  ["64:ff9b::7f00:1", false],
  ["2002:7f00:1::", false],
])("%s is an address of the internet: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test("pauses grow up to an hour", () => {
  expect([1, 2, 3, 4, 5, 6, 99].map(pauseAfter)).toEqual(
    [0.5, 2, 10, 30, 60, 60, 60].map((minutes) => minutes * 60_000),
  );
});
