import { expect, test } from "vitest";
import { RelayMeter } from "./relay-meter";

test("counts what is new in a page's total, also over an absence, and begins anew with another page", () => {
  const meter = new RelayMeter();
  meter.begin("page-0001", 0);
  let total = [100, 100, 250].reduce((sum, told) => meter.add(sum, told), 0);
  expect(total).toBe(250);
  meter.begin("page-0001", 400);
  total = meter.add(total, 500);
  expect(total).toBe(500);
  meter.begin("page-0002", 0);
  expect(meter.add(total, 30)).toBe(530);
});

test("after a restart of the server counts nothing of what was told before it", () => {
  const meter = new RelayMeter();
  meter.begin("page-0001", 9_000);
  expect(meter.add(0, 9_000)).toBe(0);
  expect(meter.add(0, 9_100)).toBe(100);
});

test("a page that begins again within one session counts from zero, and nobody makes it greater than can be told", () => {
  const meter = new RelayMeter();
  meter.begin("page-0001", 0);
  const honest = [5_000, 200].reduce((sum, told) => meter.add(sum, told), 0);
  expect(honest).toBe(5_200);
  const claims = Array.from({ length: 40 }, (_, index) => (index % 2 ? 0 : 1e15));
  expect(claims.reduce((sum, told) => meter.add(sum, told), honest)).toBe(1e15);
});
