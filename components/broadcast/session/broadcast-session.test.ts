import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { IngestTarget } from "@/lib/wire/playback";
import { type Publisher, type PublisherEvents, PublishFailure, type PublishTrouble } from "../publisher";
import { BroadcastSession, type SessionDeps } from "./broadcast-session";

const TARGET: IngestTarget = { kind: "whip", url: "https://m.example.org/whip", streamKey: "k".repeat(20) };
// The session hands media on and never looks into it.
const media = (name: string) => ({ name }) as unknown as MediaStream;

class FakePublisher implements Publisher {
  readonly started: MediaStream[] = [];
  readonly replaced: MediaStream[] = [];
  isStopped = false;
  constructor(
    readonly events: PublisherEvents,
    private readonly refusal: PublishTrouble | null,
  ) {}
  async start(given: MediaStream) {
    this.started.push(given);
    if (this.refusal) throw new PublishFailure(this.refusal);
  }
  async replace(given: MediaStream) {
    this.replaced.push(given);
  }
  figures = () => Promise.reject(new Error("nothing is measured here"));
  stop() {
    this.isStopped = true;
  }
}

let made: FakePublisher[];
let refusals: (PublishTrouble | null)[];
let shown: MediaStream;
let released: number;
let yielded: () => void;
let fetched: number;

function open(change: Partial<SessionDeps> = {}): BroadcastSession {
  return new BroadcastSession({
    fetchTarget: async () => {
      fetched += 1;
      return TARGET;
    },
    createPublisher: (_target, events) => {
      const publisher = new FakePublisher(events, refusals.shift() ?? null);
      made.push(publisher);
      return publisher;
    },
    media: () => shown,
    claim: async (options) => {
      yielded = options.yielded;
      const release = () => {
        released += 1;
      };
      return { release };
    },
    ...change,
  });
}
const phase = (session: BroadcastSession) => session.store.get().state.phase;

beforeEach(() => {
  vi.useFakeTimers();
  [made, refusals, released, fetched] = [[], [], 0, 0];
  shown = media("camera");
});
afterEach(() => void vi.useRealTimers());

test("a lost connection is made anew with the same key and what is on show by then", async () => {
  const session = open();
  await session.go({ takeOver: false });
  made[0]?.events.connected();
  expect(phase(session)).toBe("live");
  made[0]?.events.ended({ kind: "lost" });
  expect(phase(session)).toBe("reconnecting");
  shown = media("card");
  refusals = [{ kind: "unreachable" }];
  await vi.advanceTimersByTimeAsync(5_000);
  expect(made).toHaveLength(3);
  made[2]?.events.connected();
  expect([phase(session), fetched]).toEqual(["live", 1]);
  expect(made[2]?.started).toEqual([shown]);
});

test("what an old connection still says is not heard", async () => {
  const session = open();
  await session.go({ takeOver: false });
  made[0]?.events.connected();
  session.restart();
  expect([phase(session), made[0]?.isStopped]).toEqual(["reconnecting", true]);
  await vi.advanceTimersByTimeAsync(1_000);
  made[0]?.events.ended({ kind: "lost" });
  made[1]?.events.connected();
  expect(phase(session)).toBe("live");
});

test("stopping while the key is fetched connects nothing and gives the place back", async () => {
  let answer: (target: IngestTarget) => void = () => {};
  const session = open({ fetchTarget: () => new Promise((resolve) => (answer = resolve)) });
  const going = session.go({ takeOver: false });
  await vi.advanceTimersByTimeAsync(0);
  session.stop();
  answer(TARGET);
  await going;
  expect([phase(session), made.length, released]).toEqual(["off", 0, 1]);
});

test("another tab's claim refuses this one before any key is fetched", async () => {
  const session = open({ claim: async () => null });
  await session.go({ takeOver: false });
  expect(session.store.get().state).toMatchObject({ phase: "off", trouble: { kind: "other-tab" } });
  expect(fetched).toBe(0);
});

test("a tab that is asked to yield stops sending, then lets go", async () => {
  const session = open();
  await session.go({ takeOver: false });
  made[0]?.events.connected();
  yielded();
  expect(session.store.get().state).toMatchObject({ phase: "off", trouble: { kind: "taken-over" } });
  expect([made[0]?.isStopped, released]).toEqual([true, 1]);
});

test("taking over asks again until the place is free", async () => {
  const occupied = { kind: "refused", status: 409, error: "already-publishing" } as const;
  refusals = [occupied, occupied];
  const session = open();
  await session.go({ takeOver: true });
  await vi.advanceTimersByTimeAsync(2_500);
  expect(made).toHaveLength(3);
  made[2]?.events.connected();
  expect(phase(session)).toBe("live");
});

test("a stream that is over is not sent any more, whatever happens", async () => {
  const session = open();
  await session.go({ takeOver: false });
  made[0]?.events.connected();
  session.over();
  session.retryNow();
  await session.go({ takeOver: true });
  expect([phase(session), made.length, made[0]?.isStopped]).toEqual(["ended", 1, true]);
});
