import { expect, test } from "vitest";
import { ArrivalRate } from "./arrival-rate";

const OVERHEAD = 54;

/** Sends packets of 1,000 bytes on the wire for so long at this rate. */
function send(rate: ArrivalRate, kbps: number, fromMs: number, toMs: number): void {
  for (let at = fromMs; at < toMs; at += 8_000 / kbps) rate.add(1_000 - OVERHEAD, at);
}

test("is what arrives in two steady seconds", () => {
  const rate = new ArrivalRate();
  send(rate, 300, 5_000, 9_000);
  expect(Math.abs(rate.bestKbps - 300)).toBeLessThan(15);
});

test("keeps the best, whatever comes after it", () => {
  const rate = new ArrivalRate();
  send(rate, 300, 1_000, 4_000);
  send(rate, 100, 4_000, 8_000);
  rate.add(10, 60_000);
  expect(Math.abs(rate.bestKbps - 300)).toBeLessThan(15);
});

test("a short burst is no line", () => {
  const rate = new ArrivalRate();
  send(rate, 4_000, 1_000, 1_100);
  expect(rate.bestKbps).toBeLessThan(250);
  expect(new ArrivalRate().bestKbps).toBe(0);
});
