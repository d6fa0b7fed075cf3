import { expect, test } from "vitest";
import { ACME_BOOK } from "../costs/testing/acme-book";
import { forecastCosts } from "./forecast-costs";
import { type GroupSum, priceMonth } from "./price-month";
import { spendByDay } from "./spend-by-day";

const HOUR = 3_600_000n;
const TB = 10n ** 12n;
const PROVIDERS = ["acme", "barn"].map((id) => ({ id, billedAs: null, hasRelay: false }));
const sum = (day: string, provider: string, kind: GroupSum["kind"], quantity: bigint): GroupSum => ({
  ...{ group: day, provider, kind, quantity },
  basis: "measured",
});
const hours = (day: number, count: bigint) =>
  sum(`2026-11-${String(day).padStart(2, "0")}`, "acme", "ingest-ms", count * HOUR);
const forecast = (sums: readonly GroupSum[], today: string, earlier: readonly GroupSum[] = []) =>
  forecastCosts({
    ...{ month: "2026-11", today, sums, earlier, providers: PROVIDERS, book: ACME_BOOK },
    totalMicros: priceMonth("2026-11", sums, PROVIDERS, ACME_BOOK).totalMicros,
  });

test("days fill up what is free and what is cheap from the first on, so that they sum to the month", () => {
  const sums = [1, 2, 3].map((day) => sum(`2026-11-0${day}`, "barn", "bytes-out", (6n * TB) / 10n));
  const days = spendByDay("2026-11", sums, PROVIDERS, ACME_BOOK);
  // The first terabyte is free; a tenth of the second day and all of the third cost 1.50 a terabyte.
  expect([...days.values()]).toEqual([0, 300_000, 900_000]);
  const [, barn] = priceMonth("2026-11", sums, PROVIDERS, ACME_BOOK).providers;
  expect((barn?.totalMicros ?? 0) - 1_200_000).toBe(20_000_000);
});

test("a steady month ends where its days lead, and its server is paid once", () => {
  const sums = Array.from({ length: 10 }, (_, index) => hours(index + 1, 1n));
  const result = forecast(sums, "2026-11-11");
  // Two dollars a day on twenty more days, beside a server of twenty dollars.
  expect(result).toMatchObject({ spentMicros: 40e6, expectedMicros: 80e6, knownDays: 10 });
});

test("what is spent is the total that the page shows, with today and with room bought ahead", () => {
  const stored = sum("2026-11-01", "acme", "stored-ms-days", 30n * HOUR);
  const sums = [...[1, 2, 3, 4].map((day) => hours(day, 3n)), stored];
  const { totalMicros } = priceMonth("2026-11", sums, PROVIDERS, ACME_BOOK);
  expect(forecast(sums, "2026-11-04")?.spentMicros).toBe(totalMicros);
});

test("a day without use costs nothing, but days before the first are not days of the house", () => {
  const sums = [hours(5, 1n), hours(8, 1n)];
  expect(forecast(sums, "2026-11-09")?.knownDays).toBe(4);
  const earlier = [sum("2026-10-30", "acme", "ingest-ms", HOUR)];
  expect(forecast(sums, "2026-11-09", earlier)?.knownDays).toBe(10);
});

test("what a first month did not have yet is not expected to come", () => {
  const sums = [6, 7, 8, 9, 10].map((day) => hours(day, 1n));
  // Two dollars on each of twenty-five days, and the server.
  expect(forecast(sums, "2026-11-11")).toMatchObject({ expectedMicros: 70e6, knownDays: 5 });
});

test("only the running month has an end to come", () => {
  expect(forecast([hours(1, 1n)], "2026-12-01")).toBeNull();
});
