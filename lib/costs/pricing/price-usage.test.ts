import { expect, test } from "vitest";
import { SEED_ASSUMPTIONS } from "../data/seed-assumptions";
import { ACME_BOOK } from "../testing/acme-book";
import { addSoFar } from "./add-so-far";
import { priceHour, type RunningStream } from "./price-hour";
import { priceUsage } from "./price-usage";
import type { PriceContext, UsageQuantities } from "./priced-usage";
import { qualityOf } from "./quality-of";

const HOUR = 3_600_000n;
const CONTEXT: PriceContext = { daysInMonth: 30, scope: "share" };
const known = (quantity: bigint) => ({ quantity, basis: "measured" as const });
const USAGE: UsageQuantities = {
  "ingest-ms": known(HOUR),
  "viewer-ms": known(100n * HOUR),
  "stored-ms-days": known(HOUR * 30n),
};
const price = (usage: UsageQuantities, context: Partial<PriceContext> = {}, provider = "acme") =>
  priceUsage(usage, provider, ACME_BOOK, { ...CONTEXT, ...context });

test("an hour for a hundred viewers, line by line", () => {
  const priced = price(USAGE);
  expect(priced.lines.map(({ entry, amountMicros, basis }) => [entry, amountMicros, basis])).toEqual([
    ["ingest-large", 2_000_000, "estimated"],
    ["north-hd", 8_000_000, "estimated"],
    ["room", 300_000, "measured"],
  ]);
  expect(priced).toMatchObject({ plan: "standard", totalMicros: 10_300_000, unknown: [] });
});

test("what is known is not taken for granted", () => {
  const priced = price(USAGE, {
    channelType: "SMALL",
    delivered: [
      { quality: "sd", region: "north-america-europe", weight: 3 },
      { quality: "hd", region: "india", weight: 1 },
    ],
  });
  expect(priced.lines.map(({ entry, amountMicros, basis }) => [entry, amountMicros, basis])).toEqual([
    ["ingest-small", 200_000, "measured"],
    ["north-sd", 3_000_000, "measured"],
    ["india-hd", 2_500_000, "measured"],
    ["room", 300_000, "measured"],
  ]);
  expect(priced.lines.flatMap(({ why }) => why).map(({ type }) => type)).not.toContain("assumed");
});

test("what is not known is null and named, never nothing", () => {
  const priced = price({ "ingest-ms": known(HOUR), "viewer-ms": null });
  expect(priced.totalMicros).toBe(2_000_000);
  expect(priced.unknown.map(({ item }) => item)).toEqual(["delivery", "stored-time"]);
  expect(priced.lines.find(({ item }) => item === "delivery")).toMatchObject({
    amountMicros: null,
    quantity: null,
    why: [{ type: "quantity-unknown", kind: "viewer-ms" }],
  });
  expect(price({}).totalMicros).toBeNull();
});

test("who knows that nothing was taken gets a nothing", () => {
  const nothing = { "ingest-ms": known(0n), "viewer-ms": known(0n), "stored-ms-days": known(0n) };
  expect(price(nothing)).toMatchObject({ totalMicros: 0, unknown: [] });
  const somewhere = price(nothing, { delivered: [{ quality: "hd", region: "india", weight: 1 }] });
  expect(somewhere.lines.map(({ entry, amountMicros }) => [entry, amountMicros])).toEqual([
    ["ingest-large", 0],
    ["india-hd", 0],
    ["room", 0],
  ]);
});

test("a plan that takes nothing for granted has no price for what nobody told", () => {
  const priced = price(USAGE, { plan: "strict" });
  expect(priced.totalMicros).toBeNull();
  expect(priced.lines.map(({ why }) => why[0])).toEqual([
    { type: "price-depends-on", what: "channelType" },
    { type: "price-depends-on", what: "region" },
  ]);
});

test("where the book has no price, there is none", () => {
  const delivered = [{ quality: "hd", region: "south-korea", weight: 1 }] as const;
  expect(price(USAGE, { delivered }).unknown).toEqual([
    {
      item: "delivery",
      why: { type: "no-price-for", region: "south-korea", quality: "hd", channelType: null },
    },
  ]);
  expect(price(USAGE, {}, "nobody")).toMatchObject({ plan: null, totalMicros: null, lines: [] });
  expect(price(USAGE, { plan: "gone" }).unknown).toHaveLength(1);
});

test("volume tiers count what the account took before, of the whole pool", () => {
  const priced = price(USAGE, {
    soFar: { north: 50n * HOUR },
    delivered: [
      { quality: "hd", region: "north-america-europe", weight: 1 },
      { quality: "sd", region: "north-america-europe", weight: 1 },
    ],
  });
  const [hd, sd] = priced.lines.filter(({ pool }) => pool === "north");
  expect(hd?.amountMicros).toBe(4_000_000);
  expect(sd).toMatchObject({
    amountMicros: 1_500_000,
    why: expect.arrayContaining([{ type: "volume-tier", usdPerUnit: 0.03 }]),
  });
});

test("room is a share of what is bought ahead for a stream, and whole units for the month", () => {
  const usage = { ...USAGE, "stored-ms-days": known(1_001n * 60_000n * 30n) };
  const room = (context: Partial<PriceContext>) =>
    price(usage, context).lines.find(({ item }) => item === "stored-time");
  expect(room({})).toMatchObject({ amountMicros: 5_005_000, why: [{ type: "share-of-prepaid" }] });
  expect(room({ scope: "month" })?.amountMicros).toBe(10_000_000);
  expect(room({ scope: "month", prepaidUnits: 5 })).toMatchObject({
    amountMicros: 25_000_000,
    why: [{ type: "prepaid-units", units: 5 }],
  });
});

test("a server costs its month, and a stream its share of the use; parts never exceed the whole", () => {
  const usage = { "bytes-out": known(500n * 10n ** 9n) };
  const month = price(usage, { scope: "month", servers: 3 }, "barn");
  expect(month).toMatchObject({ totalMicros: 60_000_000, unknown: [] });
  expect(month.lines.map(({ why }) => why.map(({ type }) => type))).toEqual([
    ["within-free-allowance"],
    ["not-billed"],
    ["servers", "uncertain-price"],
  ]);
  const share = price(usage, { serverUse: { own: 1n, all: 8n } }, "barn");
  expect(share.totalMicros).toBe(2_500_000);
  expect(price(usage, { serverUse: { own: 9n, all: 8n } }, "barn").totalMicros).toBe(20_000_000);
  expect(price(usage, {}, "barn").unknown).toEqual([{ item: "server", why: { type: "server-use-unknown" } }]);
});

test("what is free for a server is free for each of several", () => {
  const cost = (servers: number) =>
    price({ "bytes-out": known(3n * 10n ** 12n) }, { scope: "month", servers }, "barn").totalMicros;
  expect([1, 2, 3].map(cost)).toEqual([20_000_000 + 3_000_000, 40_000_000 + 1_500_000, 60_000_000]);
});

test("lines of one stream after another add up to the month, over a tier's edge too", () => {
  const stream = { "viewer-ms": known(30n * HOUR), "ingest-ms": known(HOUR), "stored-ms-days": known(0n) };
  let soFar = {};
  const amounts = Array.from({ length: 10 }, () => {
    const { lines, totalMicros } = price(stream, { soFar });
    soFar = addSoFar(soFar, lines);
    return totalMicros;
  });
  expect(amounts.slice(0, 3)).toEqual([4_400_000, 4_400_000, 4_400_000]);
  expect(amounts[3]).toBe(2_000_000 + 800_000 + 1_200_000);
  const month = price({ ...stream, "viewer-ms": known(300n * HOUR), "ingest-ms": known(10n * HOUR) });
  expect(amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)).toBe(month.totalMicros);
});

test("a picture falls under its price by its shorter side", () => {
  const sizes = [
    [640, 480],
    [480, 854],
    [720, 1280],
    [1280, 721],
    [1920, 1080],
    [0, 0],
    [null, 1080],
  ] as const;
  expect(sizes.map(([width, height]) => qualityOf({ width, height }))).toEqual([
    "sd",
    "sd",
    "hd",
    "full-hd",
    "full-hd",
    "audio",
    null,
  ]);
});

test("what runs now has a price for an hour, and none where nobody counts viewers", () => {
  const running = { provider: "acme", viewers: 50, quality: "hd", isRecorded: true } as const;
  const hour = (change: Partial<RunningStream> = {}) =>
    priceHour({ ...running, ...change }, ACME_BOOK, SEED_ASSUMPTIONS, { daysInMonth: 30 });
  expect(hour().totalMicros).toBe(2_000_000 + 4_000_000 + 300_000);
  expect(hour({ isRecorded: false }).totalMicros).toBe(6_000_000);
  expect(hour({ viewers: null }).unknown.map(({ item }) => item)).toEqual(["delivery"]);
  expect(hour({ viewers: 0 }).unknown).toEqual([]);
});

test("a priced usage is plain JSON", () => {
  const priced = price(USAGE);
  expect(JSON.parse(JSON.stringify(priced))).toEqual(priced);
});
