import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random";
import { sumMicros } from "../money";
import { ACME_BOOK } from "../testing/acme-book";
import { priceQuantity, wholeUnits } from "./price-quantity";

const HOUR = 3_600_000n;
const entry = (id: string) => {
  const found = ACME_BOOK.entries.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no entry ${id}`);
  return found;
};

test("each tier has its price, whatever was taken before", () => {
  const price = (hours: bigint, before = 0n) =>
    priceQuantity(entry("north-hd"), hours * HOUR, before * HOUR, 30);
  expect(price(100n)).toBe(8_000_000);
  expect(price(150n)).toBe(11_000_000);
  expect(price(50n, 100n)).toBe(3_000_000);
  expect(price(20n, 90n)).toBe(1_400_000);
  expect(price(-20n, 110n)).toBe(-1_400_000);
  expect(price(-20n)).toBe(-1_600_000);
});

test("however a month is cut up, its parts sum to the month exactly", () => {
  const random = seededRandom(7);
  for (const id of ["north-hd", "bytes", "room", "ingest-small"]) {
    for (let round = 0; round < 50; round += 1) {
      const parts = Array.from({ length: 40 }, () => BigInt(Math.floor(random() * 2e10)));
      let soFar = 0n;
      const amounts = parts.map((part) => {
        const amount = priceQuantity(entry(id), part, soFar, 31);
        soFar += part;
        return amount;
      });
      expect(sumMicros(amounts)).toBe(priceQuantity(entry(id), soFar, 0n, 31));
      expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0);
    }
  }
});

test("more never costs less, and nothing costs nothing", () => {
  const random = seededRandom(3);
  for (let round = 0; round < 500; round += 1) {
    const less = BigInt(Math.floor(random() * 1e13));
    const more = less + BigInt(Math.floor(random() * 1e10));
    for (const { id } of ACME_BOOK.entries.filter(({ item }) => item !== "server"))
      expect(priceQuantity(entry(id), more, 0n, 30)).toBeGreaterThanOrEqual(
        priceQuantity(entry(id), less, 0n, 30),
      );
  }
  for (const { id } of ACME_BOOK.entries) expect(priceQuantity(entry(id), 0n, 123n, 30)).toBe(0);
});

test("a month of 28 days bills a day of storage higher than one of 31", () => {
  const day = 1_000n * 60_000n;
  expect(priceQuantity(entry("room"), day * 28n, 0n, 28)).toBe(5_000_000);
  expect(priceQuantity(entry("room"), day * 31n, 0n, 31)).toBe(5_000_000);
});

test("room is bought in whole units", () => {
  const unit = 1_000n * 60_000n * 30n;
  expect([0n, 1n, unit, unit + 1n].map((quantity) => wholeUnits(entry("room"), quantity, 30))).toEqual([
    0n,
    1n,
    1n,
    2n,
  ]);
});
