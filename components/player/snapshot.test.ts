import { expect, it } from "vitest";
import { toStatus } from "./snapshot";

const facts = {
  isRefused: false,
  hasFailed: false,
  interruption: null,
  hasStarted: true,
  isPaused: false,
  isStarved: false,
} as const;

it.each([
  ["keeps showing what is buffered while the creator is away", { interruption: "creator-away" }, "playing"],
  ["says so once nothing is left to show", { interruption: "creator-away", isStarved: true }, "interrupted"],
  ["says so before the first picture", { interruption: "viewer-offline", hasStarted: false }, "interrupted"],
  ["is loading until the first picture", { hasStarted: false, isStarved: true }, "loading"],
  ["stays paused while the buffer is empty", { isPaused: true, isStarved: true }, "paused"],
  ["is refused, then nothing else counts", { isRefused: true, hasFailed: true }, "refused"],
  ["has failed whatever else happens", { hasFailed: true, isPaused: true }, "failed"],
] as const)("%s", (_name, change, status) => {
  expect(toStatus({ ...facts, ...change })).toBe(status);
});
