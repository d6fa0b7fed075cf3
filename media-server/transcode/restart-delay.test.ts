import { expect, it } from "vitest";
import { RestartDelay } from "./restart-delay";

it("a child may start again at once, then after ever longer pauses, and after a good run at once", () => {
  const delay = new RestartDelay();
  const pauses: number[] = [];
  let now = 0;
  for (let failure = 0; failure < 12; failure++) {
    delay.noteStart(now);
    delay.noteFailure(now + 10);
    const failedAt = now + 10;
    for (now = failedAt; !delay.mayStart(now); now += 250);
    pauses.push(now - failedAt);
  }
  expect(pauses.slice(0, 4)).toEqual([0, 500, 1000, 2000]);
  expect(Math.max(...pauses)).toBe(30_000);
  delay.noteStart(now);
  delay.noteFailure(now + 21_000);
  expect(delay.mayStart(now + 21_000)).toBe(true);
});
