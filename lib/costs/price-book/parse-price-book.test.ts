import { expect, test } from "vitest";
import { isOldPriceBook, listOldEntries } from "./is-old-price-book";
import { parsePriceBook } from "./parse-price-book";

const NOW = Date.UTC(2026, 10, 28, 12);
const ENTRY = {
  id: "acme-delivery",
  supplier: "Acme",
  item: "delivery",
  unit: "hour",
  tiers: [
    [10, 0.5],
    [null, 0.25],
  ],
  source: "acme.example/prices",
  asOf: "2026-11-01",
  confidence: "high",
};
const book = (entry: object = {}, rest: object = {}) => ({
  version: "price-book/1",
  currency: "USD",
  checkedOn: "2026-11-20",
  entries: [{ ...ENTRY, ...entry }],
  plans: [{ id: "standard", provider: "acme", entries: ["acme-delivery"] }],
  ...rest,
});

test("a book is taken, with what was left out filled in", () => {
  const parsed = parsePriceBook(book(), NOW);
  expect(parsed.entries[0]).toMatchObject({ regions: [], quality: null, pool: null, billing: "metered" });
  expect(parsed.plans[0]?.assumed).toEqual({ region: null, quality: null, channelType: null });
});

test.each([
  ["a negative price", book({ tiers: [[null, -0.01]] })],
  ["a price that is no number", book({ tiers: [[null, Number.NaN]] })],
  ["a price finer than a micro-dollar", book({ tiers: [[null, 0.00000015]] })],
  ["a price past all reason", book({ tiers: [[null, 1e9]] })],
  ["a price seen tomorrow", book({ asOf: "2026-11-29" })],
  ["a book looked at tomorrow", book({}, { checkedOn: "2026-11-29" })],
  ["a day that is none", book({ asOf: "2026-02-30" })],
  [
    "tiers that fall",
    book({
      tiers: [
        [10, 1],
        [5, 1],
        [null, 1],
      ],
    }),
  ],
  ["tiers that end", book({ tiers: [[10, 1]] })],
  [
    "an open tier in the middle",
    book({
      tiers: [
        [null, 1],
        [null, 1],
      ],
    }),
  ],
  ["viewers sold by the gigabyte", book({ unit: "gb" })],
  ["a word that nobody knows", book({ price: 1 })],
  ["another currency", book({}, { currency: "EUR" })],
  ["a plan without its price", book({ id: "other" })],
  ["an entry twice", book({}, { entries: [ENTRY, ENTRY] })],
  ["no source", book({ source: "" })],
  [
    "too many entries",
    book({}, { entries: Array.from({ length: 501 }, (_, n) => ({ ...ENTRY, id: `e${n}` })) }),
  ],
])("%s is refused", (_, wrong) => {
  expect(() => parsePriceBook(wrong, NOW)).toThrow();
});

test("a book is old after ninety days, an entry after a year or when nobody knows", () => {
  const parsed = parsePriceBook(book({}), NOW);
  expect(isOldPriceBook(parsed, Date.parse("2027-02-17"))).toBe(false);
  expect(isOldPriceBook(parsed, Date.parse("2027-02-19"))).toBe(true);
  expect(listOldEntries(parsed, NOW)).toEqual([]);
  expect(listOldEntries(parsed, Date.parse("2027-11-03"))).toHaveLength(1);
  expect(listOldEntries(parsePriceBook(book({ asOf: null }), NOW), NOW)).toHaveLength(1);
});
