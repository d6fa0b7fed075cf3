import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FlowWatch } from "./flow-watch";

let mark: number | null = null;
let told: string[] = [];
let watch: FlowWatch;

beforeEach(() => {
  vi.useFakeTimers();
  mark = null;
  told = [];
  watch = new FlowWatch(() => mark, {
    onFlowing: () => void told.push("flowing"),
    onTrouble: ({ kind }) => void told.push(kind),
    freshUrl: (url) => url,
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

/** Media comes for so long, with a new mark in each quarter of a second. */
function flow(forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 250) {
    mark = (mark ?? 0) + 1;
    vi.advanceTimersByTime(250);
  }
}

it("tells once that media flows, and once that it stands", () => {
  flow(5_000);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(["flowing", "stalled"]);
  flow(1_000);
  expect(told).toEqual(["flowing", "stalled", "flowing"]);
});

it("tells when nothing has ever come", () => {
  vi.advanceTimersByTime(3_000);
  expect(told).toEqual(["stalled"]);
});

it("knows sooner that the picture stands than it says so", () => {
  flow(1_000);
  expect(watch.isDry).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect([watch.isDry, told]).toEqual([true, ["flowing"]]);
});
