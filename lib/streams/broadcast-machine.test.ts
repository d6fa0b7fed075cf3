import { expect, test } from "vitest";
import { BroadcastState, EndReason } from "../wire/stream-state";
import { isFinal, mayMove, ON_AIR, PLAYABLE, TRANSITIONS } from "./broadcast-machine";

test("every state has its row, and leads only to other states", () => {
  expect(Object.keys(TRANSITIONS).sort()).toEqual([...BroadcastState.options].sort());
  for (const state of BroadcastState.options) expect(TRANSITIONS[state]).not.toContain(state);
});

test("every state on air can end, be blocked and lose its encoder", () => {
  for (const state of ON_AIR) {
    expect(mayMove(state, "ended")).toBe(true);
    expect(mayMove(state, "blocked")).toBe(true);
    expect(mayMove(state, "reconnecting")).toBe(true);
  }
});

test("a blocked stream cannot go on air, and nothing goes back to ready by itself", () => {
  for (const state of [...ON_AIR, ...PLAYABLE]) expect(mayMove("blocked", state)).toBe(false);
  for (const state of ["connecting", "live", "reconnecting", "ended"] as const) {
    expect(mayMove(state, "ready")).toBe(false);
  }
});

test("only a lost publisher may come back", () => {
  expect(EndReason.options.filter((reason) => !isFinal(reason))).toEqual(["publisher-lost"]);
  expect(isFinal(null)).toBe(false);
});
