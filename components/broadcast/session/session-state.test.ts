import { describe, expect, test } from "vitest";
import {
  nextSession,
  retryDelayMs,
  type SessionEvent,
  type SessionState,
  type SessionTrouble,
} from "./session-state";

const OFF: SessionState = { phase: "off", trouble: null, drops: 0 };
const LOST: SessionTrouble = { kind: "lost" };
const refused = (status: number, error: string): SessionTrouble => ({ kind: "refused", status, error });
const failed = (trouble: SessionTrouble): SessionEvent => ({ type: "failed", trouble, retryInMs: 500 });
const go: SessionEvent = { type: "go", isTakingOver: false };

function run(...events: SessionEvent[]): SessionState {
  return events.reduce((state, event, index) => nextSession(state, event, index * 1000), OFF);
}

test("goes from the click over the connection to the end", () => {
  expect(run(go)).toMatchObject({ phase: "starting" });
  expect(run(go, { type: "connected" })).toEqual({ phase: "live", since: 1000, drops: 0 });
  expect(run(go, { type: "connected" }, { type: "over" })).toMatchObject({ phase: "ended" });
  expect(run({ type: "over" }, go)).toMatchObject({ phase: "ended" });
});

test("a first attempt that fails is the creator's to repeat", () => {
  for (const trouble of [LOST, refused(401, "revoked-key"), refused(503, "unavailable")])
    expect(run(go, failed(trouble))).toEqual({ phase: "off", trouble, drops: 0 });
});

describe("a lost connection", () => {
  const live = [go, { type: "connected" }] as const;

  test("is tried again with the same beginning, and counted", () => {
    const lost = run(...live, failed(LOST));
    expect(lost).toMatchObject({ phase: "reconnecting", attempt: 0, since: 1000, retryAt: 2500, drops: 1 });
    expect(run(...live, failed(LOST), { type: "connected" })).toEqual({
      phase: "live",
      since: 1000,
      drops: 1,
    });
  });

  test.each([
    LOST,
    { kind: "unreachable" } as const,
    { kind: "no-path" } as const,
    refused(503, "unavailable"),
    refused(429, "rate-limited"),
    refused(409, "already-publishing"),
  ])("goes on trying after %j", (trouble) => {
    expect(run(...live, failed(LOST), failed(trouble))).toMatchObject({ phase: "reconnecting", attempt: 1 });
  });

  test.each([refused(401, "revoked-key"), refused(403, "suspended"), refused(406, "no-codec")])(
    "stops for good after %j",
    (trouble) => {
      expect(run(...live, failed(LOST), failed(trouble))).toMatchObject({ phase: "off", trouble });
    },
  );

  test("takes its own dead connection for somebody else only for a while", () => {
    const occupied = failed(refused(409, "already-publishing"));
    expect(run(...live, failed(LOST), ...Array(8).fill(occupied))).toMatchObject({ phase: "reconnecting" });
    expect(run(...live, failed(LOST), ...Array(9).fill(occupied))).toMatchObject({ phase: "off" });
  });

  test("ends when the stream was ended meanwhile", () => {
    expect(run(...live, failed(LOST), failed(refused(403, "stream-ended")))).toMatchObject({
      phase: "ended",
    });
  });

  test("is tried at once when the line is back", () => {
    expect(run(...live, failed(LOST), { type: "retry-now" })).toMatchObject({ retryAt: 3000 });
  });
});

test("taking over waits for the place to become free, but not for ever", () => {
  const take: SessionEvent = { type: "go", isTakingOver: true };
  const occupied = failed(refused(409, "already-publishing"));
  expect(run(take, ...Array(8).fill(occupied))).toMatchObject({ phase: "starting", attempt: 8 });
  expect(run(take, ...Array(9).fill(occupied))).toMatchObject({ phase: "off" });
});

test("pauses between attempts grow and stay below eight seconds", () => {
  expect([0, 1, 2, 3, 20].map((attempt) => retryDelayMs(attempt, 1))).toEqual([250, 1000, 2000, 4000, 8000]);
  expect(retryDelayMs(3, 0)).toBe(2000);
});
