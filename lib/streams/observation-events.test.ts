import { expect, test } from "vitest";
import type { Observation } from "../providers/contract";
import { IDLE } from "../providers/media-events";
import { eventOf, type Observed } from "./observation-events";

const NOW = 1_000_000;
const WINDOW = 30_000;
const stream = (change: Partial<Observed> = {}): Observed => ({
  id: "stream-1",
  broadcast: "live",
  reconnectUntil: null,
  startedAt: null,
  seenAt: new Date(NOW - 1_000),
  ...change,
});
const look = (ingest: "active" | "inactive" | "gone", liveSince: number | null = null): Observation => ({
  ref: { provider: "a-cloud", id: "channel-1" },
  status: ingest === "gone" ? null : { ...IDLE, ingest },
  broadcastId: null,
  liveSince,
});
const told = (of: Observed, observation: Observation) =>
  eventOf(of, observation, NOW, WINDOW)?.change ?? null;

test("an encoder that sends puts its stream on air, since when the provider says, or since now", () => {
  const ready = stream({ broadcast: "ready" });
  expect(told(ready, look("active"))).toMatchObject({ broadcast: "live", liveSince: NOW });
  expect(told(ready, look("active", 900_000))).toMatchObject({ broadcast: "live", liveSince: 900_000 });
  const known = stream({ startedAt: new Date(800_000) });
  expect(told(known, look("active"))).toMatchObject({ liveSince: 800_000, reconnectUntil: null });
});

test.each(["inactive", "gone"] as const)(
  "a stream on air whose channel is %s has lost its encoder",
  (how) => {
    expect(told(stream(), look(how))).toMatchObject({
      broadcast: "reconnecting",
      reconnectUntil: NOW + WINDOW,
    });
  },
);

test("a lost encoder is waited for until its time is up, not longer for being looked at", () => {
  const waiting = stream({ broadcast: "reconnecting", reconnectUntil: new Date(NOW) });
  expect(told(waiting, look("inactive"))).toBeNull();
  const late = stream({ broadcast: "reconnecting", reconnectUntil: new Date(NOW - 1) });
  expect(told(late, look("inactive"))).toMatchObject({ type: "stream-ended", reason: "publisher-lost" });
});

test("an encoder that has just come is given time until there is something to play", () => {
  const fresh = stream({ broadcast: "connecting", seenAt: new Date(NOW - WINDOW + 1) });
  expect(told(fresh, look("inactive"))).toBeNull();
  const stuck = stream({ broadcast: "connecting", seenAt: new Date(NOW - WINDOW) });
  expect(told(stuck, look("inactive"))).toMatchObject({ broadcast: "reconnecting" });
});

test("of what is not on air an idle channel says nothing", () => {
  for (const broadcast of ["ready", "ended", "replay-ready"] as const)
    expect(told(stream({ broadcast }), look("inactive"))).toBeNull();
});
