import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { recordings, streamSamples, streams, usageDays, usageEvents } from "../db/schema";
import { readSums } from "../ledger/read-sums";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { mediaRun, snapshot } from "../testing/media-events";
import { collectStored } from "./collect-stored";
import { collectTotals } from "./collect-totals";
import { collectViewerMinutes } from "./collect-viewer-minutes";
import { readMeter, type UsageReading } from "./read-meter";
import { recordUsage, type UsageEntry } from "./record-usage";

useBackend();
let creator: Actor;
let streamId: string;
const NOT_COUNTED = { bytesIn: null, bytesOut: null, transcodeMs: null, turnBytes: null } as const;
const NOON = Date.UTC(2026, 10, 20, 12);
const MIDNIGHT = Date.UTC(2026, 10, 21);

beforeEach(async () => {
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "Konpa", contentLabel: "gaming" })).id;
});

const entry = (change: Partial<UsageEntry> = {}): UsageEntry => ({
  streamId,
  kind: "viewer-ms",
  source: "viewer-samples",
  windowStart: NOON,
  basis: "estimated",
  quantity: 100n,
  mark: null,
  ...change,
});
const record = async (...entries: UsageEntry[]) => (await db()).transaction((tx) => recordUsage(tx, entries));
const read = async (
  change: Partial<UsageReading> & { ingestMs: number | null; viewerMs?: number | null },
) => {
  const { ingestMs, viewerMs = null, ...rest } = change;
  const totals = { ...NOT_COUNTED, ingestMs, viewerMs };
  const reading = {
    streamId,
    at: NOON,
    usedAt: NOON,
    usage: { basis: "reported", totals } as const,
    ...rest,
  };
  return (await db()).transaction((tx) => readMeter(tx, reading));
};
const month = () => readSums("2026-11", "label");
const marks = async () =>
  (await (await db()).select().from(usageDays)).reduce((sum, { marked }) => sum + marked, 0);

test("the same window, however often and at once, is added once, and the first word stands", async () => {
  const told = await Promise.all([record(entry()), record(entry()), record(entry({ quantity: 999n }))]);
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await (await db()).$count(usageEvents)).toBe(1);
  const [sum] = await (await db()).select().from(usageDays);
  const [event] = await (await db()).select().from(usageEvents);
  expect(sum?.quantity).toBe(event?.quantity);
});

test("late usage changes the day that it belongs to, and months add up their own days", async () => {
  await record(entry({ windowStart: MIDNIGHT, quantity: 5n }));
  await record(
    entry({ windowStart: MIDNIGHT - 1, quantity: 7n }),
    entry({ windowStart: NOON, quantity: 1n }),
  );
  await record(entry({ windowStart: Date.UTC(2026, 11, 1), quantity: 1_000n }));
  expect(await readSums("2026-11", "day")).toMatchObject([
    { group: "2026-11-20", quantity: 8n },
    { group: "2026-11-21", quantity: 5n },
  ]);
  expect(await month()).toMatchObject([{ group: "gaming", quantity: 13n }]);
  expect(await readSums("2026-12", "creator")).toMatchObject([
    { group: creator.channel?.id, quantity: 1_000n },
  ]);
});

test("a report takes the place of an estimate in sums, on all days; both are kept", async () => {
  await record(entry(), entry({ windowStart: MIDNIGHT }));
  expect(await month()).toMatchObject([{ basis: "estimated", quantity: 200n }]);
  await read({ ingestMs: null, viewerMs: 0 });
  expect(await month()).toMatchObject([{ basis: "estimated", quantity: 200n }]);
  await read({ ingestMs: null, viewerMs: 180, at: NOON + 1 });
  expect(await month()).toMatchObject([{ basis: "reported", quantity: 180n }]);
  await record(entry({ windowStart: MIDNIGHT + 1 }));
  expect(await month()).toMatchObject([{ basis: "reported", quantity: 180n }]);
  expect(await (await db()).$count(usageDays)).toBe(3);
});

test("readings that are repeated, late or corrected end at the provider's last word", async () => {
  await read({ ingestMs: 60_000 });
  await read({ ingestMs: 60_000 });
  await read({ ingestMs: 120_000, at: NOON + 60_000 });
  await read({ ingestMs: 90_000, at: NOON + 30_000 });
  await read({ ingestMs: 110_000, at: NOON + 90_000 });
  expect(await month()).toMatchObject([{ kind: "ingest-ms", quantity: 110000n }]);
  expect(await marks()).toBe(1);
});

test("the totals of a stream's end are booked once, in numbers past 32 bits", async () => {
  const run = mediaRun(1);
  await sendEvent(run({ type: "stream.live", stream: snapshot(streamId) }, NOON));
  const usage = {
    ...{ ingestMs: 60_000, bytesIn: 5, bytesOut: 9_000_000_000, viewerMs: 1_000 },
    ...{ transcodeMs: 120_000, turnBytes: 90_000_000_000 },
  };
  const ended = run({ type: "stream.ended", streamId, reason: "publisher-lost", usage }, NOON + 60_000);
  await sendEvent(ended);
  await sendEvent(ended);
  expect((await month()).map(({ kind, basis, quantity }) => [kind, basis, quantity])).toEqual([
    ["bytes-in", "measured", 5n],
    ["bytes-out", "measured", 9000000000n],
    ["ingest-ms", "measured", 60000n],
    ["transcode-ms", "measured", 120000n],
    // As much as the most of all links could have carried in that time, and only as sure as a browser's word.
    ["turn-bytes", "estimated", 19375000n],
    ["viewer-ms", "measured", 1000n],
  ]);
  expect(await marks()).toBe(1);
});

test("a provider is asked for its totals while a stream is on air, and no answer leaves them unknown", async () => {
  await sendEvent(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  const working = process.env.MEDIA_CONTROL_URL ?? "";
  const asked = new Map<string, number>();
  useEnvironment({ MEDIA_CONTROL_URL: "http://127.0.0.1:1" });
  await collectTotals(DEFAULT_PROVIDER, Date.now(), asked);
  expect(asked.has(streamId)).toBe(true);
  expect(await (await db()).$count(usageEvents)).toBe(0);
  useEnvironment({ MEDIA_CONTROL_URL: working });
  await collectTotals(DEFAULT_PROVIDER, Date.now(), asked);
  expect(await (await db()).$count(usageEvents)).toBeGreaterThan(0);
  const others = new Map<string, number>();
  await collectTotals("another", Date.now(), others);
  expect(others.size).toBe(0);
});

test("viewers are added up over time: gaps add nothing, and more than can be carried is capped and marked", async () => {
  const sample = (at: number, viewers: number | null) =>
    ({ streamId, at: new Date(NOON + at), viewers, health: "good" }) as const;
  await (await db())
    .insert(streamSamples)
    .values([sample(0, 3), sample(10_000, null), sample(20_000, 2_000_000)]);
  expect(await collectViewerMinutes(NOON + 60_000)).toBe(2);
  expect(await collectViewerMinutes(NOON + 65_000)).toBe(0);
  expect(await month()).toMatchObject([{ basis: "estimated", quantity: 10000030000n }]);
  expect(await marks()).toBe(1);
});

test("a recording counts once a day that it lies there, and is still known when its stream is deleted", async () => {
  await (await db()).insert(recordings).values({
    id: "rec",
    streamId,
    provider: "p",
    providerRef: "rec",
    state: "ready",
    startedAt: new Date(NOON),
    durationMs: 60_000,
    bytes: 1_000,
  });
  for (const at of [NOON + 1, NOON + 2, MIDNIGHT + 1]) await collectStored(at);
  await (await db()).delete(streams).where(eq(streams.id, streamId));
  await collectStored(MIDNIGHT + 86_400_000);
  expect((await month()).map(({ kind, quantity }) => [kind, quantity])).toEqual([
    ["stored-byte-days", 2000n],
    ["stored-ms-days", 120000n],
  ]);
});
