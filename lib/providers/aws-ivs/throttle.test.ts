import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createThrottle } from "./throttle";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("no second holds more than five calls, the first neither", async () => {
  const throttle = createThrottle(Date.now);
  const times: number[] = [];
  const start = Date.now();
  const calls = Array.from({ length: 14 }, () =>
    throttle.take(new AbortController().signal).then(() => times.push(Date.now() - start)),
  );
  await vi.advanceTimersByTimeAsync(4_000);
  await Promise.all(calls);
  expect(times[4]).toBe(0);
  for (const [index, at] of times.entries())
    expect((times[index + 5] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThan(1_000);
});

test("whoever gives up is told so, and whoever would wait longer than a deadline is told at once", async () => {
  const throttle = createThrottle(Date.now, 1);
  const signal = AbortSignal.abort(new DOMException("late", "TimeoutError"));
  await expect(throttle.take(signal)).rejects.toMatchObject({ name: "TimeoutError" });
  const waiting = new AbortController();
  await throttle.take(waiting.signal);
  const given = expect(throttle.take(waiting.signal)).rejects.toMatchObject({ name: "AbortError" });
  waiting.abort();
  await given;
  for (let n = 0; n < 3; n++) void throttle.take(new AbortController().signal);
  await expect(throttle.take(new AbortController().signal)).rejects.toMatchObject({ name: "TimeoutError" });
});

test("a clock that is set back by an hour holds nobody", async () => {
  const start = Date.now();
  const throttle = createThrottle(Date.now);
  for (let n = 0; n < 5; n++) await throttle.take(new AbortController().signal);
  vi.setSystemTime(start - 3_600_000);
  await throttle.take(new AbortController().signal);
});
