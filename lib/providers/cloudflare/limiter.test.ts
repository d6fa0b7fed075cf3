import { expect, test } from "vitest";
import { createLimiter, sharedLimiter } from "./limiter";

const WINDOW = 300_000;

test("looks leave room for work, and work for stopping", () => {
  const limiter = createLimiter();
  const most = (lane: Parameters<typeof limiter.take>[0]) => {
    let count = 0;
    while (limiter.take(lane, 1_000) === null) count += 1;
    return count;
  };
  expect([most("poll"), most("work"), most("urgent")]).toEqual([600, 400, 180]);
  expect(limiter.take("urgent", 1_000)).toBe(WINDOW);
});

test("a call is free again five minutes after the one that it waits for", () => {
  const limiter = createLimiter(1 / 600);
  expect(limiter.take("poll", 1_000)).toBeNull();
  expect(limiter.take("poll", 11_000)).toBe(WINDOW - 10_000);
  expect(limiter.take("poll", 1_000 + WINDOW)).toBeNull();
});

test("a pause holds every lane; a clock that was set back holds none for ever", () => {
  const limiter = createLimiter(1 / 600);
  limiter.pause(60_000, 0);
  expect(limiter.take("urgent", 0)).toBe(60_000);
  expect(limiter.take("poll", 60_000)).toBeNull();
  const back = createLimiter(1 / 600);
  back.take("poll", 10_000_000);
  expect(back.take("poll", 0)).toBeNull();
});

test("one account has one budget, and another has its own", () => {
  expect(sharedLimiter("https://a/accounts/1")).toBe(sharedLimiter("https://a/accounts/1"));
  expect(sharedLimiter("https://a/accounts/1")).not.toBe(sharedLimiter("https://a/accounts/2"));
});
