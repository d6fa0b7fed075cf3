import { describe, expect, it } from "vitest";
import { CALM, noteMoving, planRecovery, type RecoveryState, retryDelayMs } from "./recovery";

const plan = (state: RecoveryState, trouble: Parameters<typeof planRecovery>[1], nowMs = 0) =>
  planRecovery(state, trouble, nowMs, 0.5);

describe("recovery", () => {
  it("retries a lost network forever, ever slower up to four seconds", () => {
    let state = CALM;
    const delays: number[] = [];
    for (let attempt = 0; attempt < 200; attempt++) {
      const next = plan(state, { kind: "unreachable" });
      state = next.state;
      if (next.step.do !== "restart") throw new Error(`gave up at attempt ${attempt}`);
      delays.push(next.step.delayMs);
    }
    expect(delays[0]).toBe(300);
    expect(Math.max(...delays)).toBe(3000);
  });

  it("spreads a crowd over half of the delay", () => {
    expect([retryDelayMs(5, 0), retryDelayMs(5, 1)]).toEqual([2000, 4000]);
  });

  it("leaves a publisher's absence to the engine and says whose connection it is", () => {
    expect(plan(CALM, { kind: "stalled" }).step).toEqual({ do: "wait", show: "creator-away" });
    expect(plan(CALM, { kind: "missing", status: 404 }).step).toMatchObject({
      do: "restart",
      show: "creator-away",
    });
    expect(plan(CALM, { kind: "unreachable" }).step).toMatchObject({ show: "viewer-offline" });
  });

  it("starts a new engine at once when the server began the stream anew", () => {
    expect(plan(CALM, { kind: "replaced" }).step).toMatchObject({ do: "restart", delayMs: 0 });
  });

  it("repairs a decoder twice in twenty seconds, then makes a new engine", () => {
    const first = plan(CALM, { kind: "media" }, 0);
    const second = plan(noteMoving(first.state), { kind: "media" }, 5000);
    const third = plan(noteMoving(second.state), { kind: "media" }, 10_000);
    const later = plan(noteMoving(third.state), { kind: "media" }, 60_000);
    expect([first, second, third, later].map(({ step }) => step.do)).toEqual([
      "repair",
      "repair",
      "restart",
      "repair",
    ]);
  });

  it("starts over with short delays once pictures have moved", () => {
    const tired: RecoveryState = { attempts: 9, mediaErrorsMs: [] };
    expect(plan(noteMoving(tired), { kind: "unreachable" }).step).toMatchObject({ delayMs: 300 });
  });

  it("looks for another source while a room is full or out of reach, and says which it is", () => {
    expect(plan(CALM, { kind: "full" }).step).toEqual({ do: "yield", show: "room-full" });
    const shown = [true, false].map((relayOnly) => plan(CALM, { kind: "no-path", relayOnly }).step);
    expect(shown).toEqual([
      { do: "yield", show: "relay-away" },
      { do: "yield", show: "no-path" },
    ]);
  });

  it("goes elsewhere at once when a source isn't to be had, and waits only after a whole round", () => {
    const { state, step } = plan(CALM, { kind: "unavailable", cause: "blocked" });
    expect(step).toEqual({ do: "elsewhere", delayMs: 300, show: "repairing" });
    expect(state.attempts).toBe(1);
  });

  it("gives up only on what the browser cannot decode", () => {
    expect(plan(CALM, { kind: "unsupported", codecs: "hvc1" }).step).toEqual({
      do: "give-up",
      codecs: "hvc1",
    });
  });
});
