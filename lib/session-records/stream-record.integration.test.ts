import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { publishSessions, streamSamples, streams } from "../db/schema";
import { createStream } from "../streams/create-stream";
import { endStream } from "../streams/end-stream";
import { sweepStreams } from "../streams/sweep-streams";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { sendEvent as send } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import type { UsageFigures } from "../wire/media-events";
import { getStreamRecord } from "./get-stream-record";
import { StreamRecord } from "./stream-record";
import { sweepRecords } from "./sweep-records";

useBackend();
let creator: Actor;
let streamId: string;
/** A whole ten seconds. */
const START = Math.floor(Date.now() / 10_000) * 10_000 - 3_600_000;

beforeEach(async () => {
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "Konpa" })).id;
});

const record = async () => StreamRecord.strict().parse(await getStreamRecord(creator, streamId));
const held = (...streams: ReturnType<typeof snapshot>[]) =>
  ({ type: "server.snapshot", streams, held: streams.map((one) => one.streamId) }) as const;
const away = (change = {}) =>
  snapshot(streamId, { phase: "reconnecting", ingest: "inactive", facts: null, protocol: null, ...change });
const iso = (offsetMs: number) => new Date(START + offsetMs).toISOString();

test("each connection is kept with its way, its address, and why it ended", async () => {
  const run = mediaRun(1);
  const metrics = { ...snapshot(streamId).metrics, droppedFrames: 7 };
  await send(run({ type: "publish.started", stream: snapshot(streamId, { phase: "connecting" }) }, START));
  await send(run({ type: "stream.live", stream: snapshot(streamId) }, START + 500));
  await send(run({ type: "publish.lost", stream: away({ metrics }), cause: "timed-out" }, START + 60_000));
  const back = snapshot(streamId, { protocol: "whip", publisherAddress: "198.51.100.4" });
  await send(run({ type: "publish.started", stream: back }, START + 65_000));
  expect((await record()).connections).toEqual([
    {
      protocol: "rtmp",
      address: "203.0.113.7",
      startedAt: iso(0),
      endedAt: iso(60_000),
      endedBecause: "timed-out",
      droppedFrames: 7,
    },
    {
      protocol: "whip",
      address: "198.51.100.4",
      startedAt: iso(65_000),
      endedAt: null,
      endedBecause: null,
      droppedFrames: null,
    },
  ]);
  await endStream(creator, streamId);
  expect((await record()).connections.at(-1)).toMatchObject({ endedBecause: "ended-by-creator" });
});

test("no connection stays open when nobody tells its end", async () => {
  const run = mediaRun(1);
  await send(run(held(snapshot(streamId)), START));
  expect((await record()).connections).toMatchObject([
    { protocol: "rtmp", startedAt: iso(0), endedAt: null },
  ]);
  await send(mediaRun(2)({ type: "server.started" }, START + 20_000));
  expect((await record()).connections).toMatchObject([{ endedBecause: "unknown" }]);
  await send(mediaRun(3)(held(snapshot(streamId)), START + 30_000));
  await sweepStreams(START + 300_000);
  const { connections } = await record();
  expect(connections).toHaveLength(2);
  expect(connections.every(({ endedAt }) => endedAt !== null)).toBe(true);
});

test("one sample is kept per ten seconds, and a lost encoder leaves a gap, not a zero", async () => {
  const run = mediaRun(1);
  for (let second = 0; second < 40; second++) {
    const stream =
      second < 20 || second >= 30 ? snapshot(streamId, { viewers: second }) : away({ viewers: second });
    await send(run(held(stream), START + second * 1000));
  }
  const { points, pointSeconds } = await record();
  expect(pointSeconds).toBe(10);
  expect(points).toMatchObject([
    { at: iso(0), videoKbps: 2500, audioKbps: 128, framesPerSecond: 30, viewers: 0, health: "good" },
    { at: iso(10_000), videoKbps: 2500, viewers: 10, health: "good" },
    {
      at: iso(20_000),
      videoKbps: null,
      audioKbps: null,
      framesPerSecond: null,
      viewers: 20,
      health: "unknown",
    },
    { at: iso(30_000), videoKbps: 2500, viewers: 30 },
  ]);
});

test("what is not known in a connection's first second is filled in by the next", async () => {
  const run = mediaRun(1);
  const metrics = { ...snapshot(streamId).metrics, videoKbps: null, audioKbps: null, framesPerSecond: null };
  const connecting = snapshot(streamId, { phase: "connecting", liveSince: null, metrics });
  await send(run({ type: "publish.started", stream: connecting }, START + 3_000));
  expect((await record()).points).toMatchObject([{ at: iso(0), videoKbps: null }]);
  await send(run(held(snapshot(streamId)), START + 4_500));
  await send(run(held(snapshot(streamId, { viewers: 9 })), START + 5_500));
  expect((await record()).points).toMatchObject([
    { at: iso(0), videoKbps: 2500, health: "good", viewers: 0 },
  ]);
});

test("a long broadcast becomes fewer points, each with its worst health and most viewers", async () => {
  const rows = Array.from({ length: 3 * 360 }, (_, index) => ({
    streamId,
    at: new Date(START + index * 10_000),
    videoKbps: 2000 + (index % 3) * 300,
    audioKbps: 128,
    framesPerSecond: 30,
    droppedFrames: 0,
    viewers: index,
    health: index === 4 ? ("poor" as const) : ("good" as const),
  }));
  await (await db()).insert(streamSamples).values(rows);
  const { points, pointSeconds } = await record();
  expect(pointSeconds).toBe(30);
  expect(points.length).toBeGreaterThanOrEqual(360);
  expect(points.length).toBeLessThanOrEqual(361);
  expect(points.filter(({ health }) => health === "poor")).toHaveLength(1);
  expect(points.at(-1)?.viewers).toBe(rows.length - 1);
});

test("a report of many streams costs one statement, whatever their number", async () => {
  const many = await Promise.all(
    Array.from({ length: 15 }, async () => (await createStream(creator, { title: "One of many" })).id),
  );
  const run = mediaRun(1);
  await send(run(held(...many.map((id) => snapshot(id))), START));
  await send(run(held(...many.map((id) => snapshot(id))), START + 10_000));
  expect(await (await db()).$count(streamSamples)).toBe(30);
  expect(await (await db()).$count(publishSessions)).toBe(15);
});

test("after 30 days charts and addresses are forgotten, and connections are not", async () => {
  const run = mediaRun(1);
  await send(run(held(snapshot(streamId)), START));
  await send(run({ type: "publish.lost", stream: away(), cause: "unpublished" }, START + 5_000));
  await sweepRecords(START + 29 * 86_400_000);
  expect((await record()).points).toHaveLength(1);
  await sweepRecords(START + 31 * 86_400_000);
  const { points, connections } = await record();
  expect(points).toEqual([]);
  expect(connections).toMatchObject([{ address: null, endedBecause: "unpublished" }]);
});

test("the record is its owner's and admins': nobody else learns that there is one", async () => {
  const stranger = await makeActor("creator", "Stranger");
  await expect(getStreamRecord(stranger, streamId)).rejects.toMatchObject({ code: "not-found" });
  expect((await getStreamRecord(await makeActor("admin"), streamId)).streamId).toBe(streamId);
  await (await db()).delete(publishSessions).where(eq(publishSessions.streamId, streamId));
  expect((await record()).connections).toEqual([]);
});

test("a stream that ended before a figure was counted tells it as unknown", async () => {
  const early = { ingestMs: 1, bytesIn: 2, bytesOut: 3, viewerMs: 4 };
  await (await db())
    .update(streams)
    // As rows of earlier versions are.
    .set({ endedAt: new Date(START), usage: early as UsageFigures })
    .where(eq(streams.id, streamId));
  expect((await getStreamRecord(creator, streamId)).totals).toEqual({
    ...early,
    transcodeMs: null,
    turnBytes: null,
  });
});
