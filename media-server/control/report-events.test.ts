import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_SIGNED_BODY_BYTES } from "../../lib/wire/limits";
import type { StreamSnapshot } from "../../lib/wire/media-events";
import { type FakeApp, startFakeApp } from "../testing/fake-app";
import { publisherSnapshot as snapshot } from "../testing/publisher-snapshot";
import { EventReporter } from "./report-events";

const secret = "a-secret-of-at-least-32-characters";
const refusal = (address: string) =>
  ({ type: "publish.refused", streamId: "stream-0001", reason: "already-publishing", address }) as const;

let app: FakeApp;
let reporter: EventReporter;
const logged: string[] = [];
const note = (_details: unknown, message?: string) => void logged.push(message ?? "");

function createReporter(appUrl: string): EventReporter {
  const log = { debug: note, info: note, warn: note, error: note };
  const backoffMs = { first: 5, longest: 20 };
  return new EventReporter({
    appUrl,
    secret,
    serverId: "server-0001",
    epoch: 7,
    now: Date.now,
    log,
    backoffMs,
  });
}

beforeEach(async () => {
  logged.length = 0;
  app = await startFakeApp(secret, () => 403);
  reporter = createReporter(app.url);
});
afterEach(async () => {
  await reporter.close(0);
  await app.close();
});

const addresses = () =>
  app.events.map((event) => (event.type === "publish.refused" ? event.address : event.type));

describe("events", () => {
  it("arrive in order, each once, numbered", async () => {
    reporter.report({ type: "server.started" });
    for (const address of ["1", "2", "3"]) reporter.report(refusal(address));
    await vi.waitFor(() => expect(addresses()).toEqual(["server.started", "1", "2", "3"]));
    expect(app.events.map((event) => event.sequence)).toEqual([0, 1, 2, 3]);
    expect(app.events[0]).toMatchObject({ serverId: "server-0001", epoch: 7 });
    expect(app.deliveries).toHaveLength(4);
  });

  it("are tried again with the same id and a new signature until the app takes them, holding the next back", async () => {
    app.nextStatuses.push(500, 503, 429, 401);
    reporter.report(refusal("1"));
    reporter.report(refusal("2"));
    await vi.waitFor(() => expect(addresses()).toEqual(["1", "2"]));
    const first = app.deliveries.slice(0, 5);
    expect(new Set(first.map((delivery) => delivery.id)).size).toBe(1);
    expect(new Set(first.map((delivery) => delivery.signature)).size).toBe(5);
  });

  it("survive an app that isn't there yet", async () => {
    const late = createReporter("http://127.0.0.1:9");
    late.report(refusal("1"));
    await late.close(30);
    await app.close();
    app = await startFakeApp(secret, () => 403);
    reporter = createReporter(app.url);
    reporter.report(refusal("2"));
    await vi.waitFor(() => expect(addresses()).toEqual(["2"]));
  });

  it("that the app keeps calling wrong are dropped, loudly, and don't block the rest", async () => {
    app.nextStatuses.push(400, 400, 400);
    reporter.report(refusal("1"));
    reporter.report(refusal("2"));
    await vi.waitFor(() => expect(addresses()).toEqual(["2"]));
    expect(logged).toContain("the app rejects an event: dropped");
  });

  it("are never queued without bound, and never dropped silently", () => {
    for (let index = 0; index < 10_050; index++) reporter.report(refusal(String(index)));
    expect(logged.filter((message) => message.includes("an event was dropped"))).toHaveLength(50);
  });

  it("are delivered before closing", async () => {
    for (const address of ["1", "2", "3"]) reporter.report(refusal(address));
    await reporter.close(5_000);
    expect(addresses()).toEqual(["1", "2", "3"]);
  });
});

describe("snapshots", () => {
  it("wait for events, and only the newest is sent", async () => {
    app.nextStatuses.push(500, 500);
    reporter.report(refusal("1"));
    for (let index = 0; index < 5; index++) reporter.snapshot([]);
    await vi.waitFor(() => expect(app.snapshots).toHaveLength(1));
    expect(app.snapshots[0]?.sequence).toBe(5);
    expect(addresses()).toEqual(["1"]);
  });

  it("of five thousand streams arrive whole, in bodies that the app takes", async () => {
    const streams = Array.from({ length: 5_000 }, (_, index) => largeSnapshot(`stream-${index}-of-many-00`));
    reporter.snapshot(streams);
    // A newer report must not keep the last pages of this one from being told.
    reporter.snapshot(streams);
    const told = () =>
      new Set(
        app.snapshots.flatMap((event) =>
          event.type === "server.snapshot" ? event.streams.map(({ streamId }) => streamId) : [],
        ),
      );
    await vi.waitFor(() => expect(told().size).toBe(5_000), { timeout: 12_000, interval: 50 });
    for (const event of app.snapshots) {
      expect(JSON.stringify(event).length).toBeLessThan(MAX_SIGNED_BODY_BYTES);
      expect(event).toMatchObject({ held: { length: 5_000 } });
    }
  });

  it("that the app does not take are not tried again: the next one is", async () => {
    await app.close();
    reporter.snapshot(Array.from({ length: 500 }, (_, index) => largeSnapshot(`stream-${index}-lost`)));
    await vi.waitFor(() => expect(reporter.stats()).toMatchObject({ queued: 0, failures: 1, dropped: 0 }));
  });
});

/** As large as they come: every list nearly full. */
function largeSnapshot(streamId: string): StreamSnapshot {
  return {
    ...snapshot(streamId),
    renditions: ["source", "1080p", "720p", "480p"].map((name) => ({
      name,
      width: 1920,
      height: 1080,
      kbps: 4_000,
    })),
    notices: [
      {
        code: "ladder-refused",
        since: 1_795_000_000_000,
        details: { renditions: "1080p, 720p, 480p, 360p" },
      },
      { code: "recording-disk-full", since: 1_795_000_000_000, details: {} },
    ],
  };
}
