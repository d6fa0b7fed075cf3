import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KeyFrameWish } from "./key-frame-wish";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function wishing() {
  const asked: number[] = [];
  const wish = new KeyFrameWish(
    () => asked.push(Date.now() - start),
    () => Date.now(),
  );
  const start = Date.now();
  return { asked, wish };
}

it("asks at once, then at most twice a second, however many wish", () => {
  const { asked, wish } = wishing();
  for (let ms = 0; ms < 2_000; ms += 10) {
    wish.request();
    vi.advanceTimersByTime(10);
  }
  expect(asked).toEqual([0, 500, 1000, 1500, 2000]);
});

it("asks no more when a key frame has come meanwhile", () => {
  const { asked, wish } = wishing();
  wish.request();
  vi.advanceTimersByTime(100);
  wish.request();
  wish.fulfil();
  vi.advanceTimersByTime(5_000);
  expect(asked).toEqual([0]);
  wish.request();
  expect(asked).toEqual([0, 5_100]);
});
