import { expect, test } from "vitest";
import { toDollars } from "../money";
import { isOldPriceBook } from "../price-book/is-old-price-book";
import { parsePriceBook } from "../price-book/parse-price-book";
import { priceUsage } from "../pricing/price-usage";
import type { PriceContext, UsageQuantities } from "../pricing/priced-usage";
import { SEED_PRICE_BOOK } from "./seed-price-book";

const HOUR = 3_600_000n;
const known = (quantity: bigint) => ({ quantity, basis: "measured" as const });
const usage = (hours: bigint, viewers: bigint, storedHours = 0n): UsageQuantities => ({
  "ingest-ms": known(hours * HOUR),
  "viewer-ms": known(hours * viewers * HOUR),
  "stored-ms-days": known(storedHours * HOUR * 30n),
  "stored-byte-days": known(0n),
});
const dollars = (quantities: UsageQuantities, provider: string, context: Partial<PriceContext> = {}) => {
  const { totalMicros, unknown } = priceUsage(quantities, provider, SEED_PRICE_BOOK, {
    daysInMonth: 30,
    scope: "share",
    ...context,
  });
  expect(unknown).toEqual([]);
  return totalMicros === null ? null : toDollars(totalMicros);
};
const inEurope = (quality: "audio" | "sd" | "hd" | "full-hd") => ({
  delivered: [{ quality, region: "north-america-europe" as const, weight: 1 }],
});

test("the book that is shipped passes its own checks, and is fresh on the day it was looked at", () => {
  const day = Date.parse("2026-11-22T12:00:00Z");
  expect(parsePriceBook(JSON.parse(JSON.stringify(SEED_PRICE_BOOK)), day)).toEqual(SEED_PRICE_BOOK);
  expect(isOldPriceBook(SEED_PRICE_BOOK, day)).toBe(false);
});

test("each provider has a plan", () => {
  expect([...new Set(SEED_PRICE_BOOK.plans.map(({ provider }) => provider))].sort()).toEqual([
    "aws-ivs",
    "cloudflare",
    "self-hosted",
    "webrtc-p2p",
  ]);
});

test.each([
  ["STANDARD", "full-hd", 16.4],
  ["STANDARD", "hd", 9.2],
  ["BASIC", "sd", 3.8],
] as const)("Amazon IVS: an hour of %s for a hundred viewers in %s", (channelType, quality, expected) => {
  expect(dollars(usage(1n, 100n), "aws-ivs", { channelType, ...inEurope(quality) })).toBe(expected);
});

// A calculation of a third party of 2026-09-26, to the dollar.
test.each([
  [5n, 273.6],
  [25n, 768],
  [100n, 2_484],
])("Amazon IVS: a month of BASIC around the clock for %s viewers", (viewers, expected) => {
  expect(dollars(usage(720n, viewers), "aws-ivs", { channelType: "BASIC", ...inEurope("sd") })).toBe(
    expected,
  );
});

test.each([
  ["audio", 0.0084],
  ["sd", 0.042],
  ["hd", 0.084],
  ["full-hd", 0.168],
] as const)("Amazon IVS: a viewer's hour of %s in South America", (quality, expected) => {
  const context = { delivered: [{ quality, region: "south-america", weight: 1 }] } as const;
  expect(dollars({ ...usage(1n, 1n), "ingest-ms": known(0n) }, "aws-ivs", context)).toBe(expected);
});

// The ladder of HD by region; sound is a tenth, SD half, Full HD double.
test.each([
  ["north-america-europe", [0.072, 0.066, 0.06, 0.056, 0.048]],
  ["south-america", [0.084, 0.078, 0.07, 0.064, 0.056]],
  ["india", [0.092, 0.084, 0.078, 0.07, 0.062]],
  ["japan-hong-kong-southeast-asia", [0.092, 0.084, 0.078, 0.07, 0.062]],
  ["australia-new-zealand", [0.1, 0.094, 0.086, 0.078, 0.068]],
  ["south-korea", [0.125, 0.118, 0.114, 0.111, 0.107]],
] as const)("Amazon IVS: every tier and quality in %s", (region, ladder) => {
  for (const [quality, factor] of [
    ["audio", 0.1],
    ["sd", 0.5],
    ["hd", 1],
    ["full-hd", 2],
  ] as const) {
    const entry = SEED_PRICE_BOOK.entries.find(
      (one) => one.id === `ivs-delivery-${quality}-${region}` && one.regions[0] === region,
    );
    expect(entry?.tiers.map(([upTo]) => upTo)).toEqual([10_000, 50_000, 150_000, 500_000, null]);
    expect(entry?.tiers.map(([, usd]) => usd.toFixed(5))).toEqual(
      ladder.map((usd) => (usd * factor).toFixed(5)),
    );
    expect(entry?.pool).toBe(`ivs-delivery-${region}`);
  }
});

test("Amazon IVS: there is no price where the list has none", () => {
  const delivered = [{ quality: "hd", region: "middle-east-africa", weight: 1 }] as const;
  const context = { daysInMonth: 30, scope: "share", delivered } as const;
  expect(priceUsage(usage(1n, 1n), "aws-ivs", SEED_PRICE_BOOK, context).unknown).toMatchObject([
    { item: "delivery", why: { type: "no-price-for" } },
  ]);
});

test("Cloudflare Stream: a thousand minutes watched are a dollar, stored five, in any quality, with ingest free", () => {
  expect(dollars(usage(1n, 100n, 1n), "cloudflare", inEurope("full-hd"))).toBe(6.3);
  expect(dollars(usage(10n, 100n), "cloudflare", inEurope("audio"))).toBe(60);
  expect(dollars(usage(1n, 0n, 1n), "cloudflare", { scope: "month" })).toBe(5);
  expect(dollars(usage(1n, 100n, 1n), "cloudflare", { scope: "month", plan: "pro-zone" })).toBe(0);
});

test("a rented server is flat up to twenty terabytes", () => {
  const bytes = (terabytes: bigint) => ({
    ...usage(10n, 10n),
    "bytes-out": known(terabytes * 10n ** 12n),
  });
  expect(dollars(bytes(20n), "self-hosted", { scope: "month" })).toBe(20);
  expect(dollars(bytes(30n), "self-hosted", { scope: "month" })).toBe(31.6);
});

test("a bucket's first ten gigabytes are free, then 0.015 dollars each", () => {
  const stored = {
    ...usage(10n, 0n),
    "bytes-out": known(0n),
    "stored-byte-days": known(110n * 10n ** 9n * 30n),
    "write-requests": known(3_000_000n),
    "read-requests": known(10_000_000n),
  };
  expect(dollars(stored, "self-hosted", { scope: "month", plan: "vps-bucket" })).toBe(20 + 1.5 + 9);
});

test("peer to peer pays for what is relayed, above a thousand gigabytes", () => {
  const relayed = (gigabytes: bigint) => ({
    ...usage(1n, 5n),
    "turn-bytes": known(gigabytes * 10n ** 9n),
  });
  expect(dollars(relayed(1_000n), "webrtc-p2p")).toBe(0);
  expect(dollars(relayed(1_100n), "webrtc-p2p", { plan: "own-server", scope: "month" })).toBe(15);
});

test("no source speaks of where it was looked up, and what nobody lists is of low confidence", () => {
  for (const { source, note } of SEED_PRICE_BOOK.entries)
    expect(`${source} ${note}`).not.toMatch(/file id|brief/i);
  const planned = SEED_PRICE_BOOK.entries.filter(({ source }) => source.startsWith("planning figure"));
  expect(planned.map(({ confidence }) => confidence)).toEqual(["low", "low"]);
});
