import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { experienceSamples, streams } from "../db/schema";
import { createStream } from "../streams/create-stream";
import { endStream } from "../streams/end-stream";
import { getStream } from "../streams/get-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { sendEvent as send } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import type { ExperienceMeasure } from "../wire/experience";
import { countDuration, emptyHistogram } from "../wire/histogram";
import { getStreamRecord } from "./get-stream-record";
import { StreamRecord } from "./stream-record";
import { sweepRecords } from "./sweep-records";

useBackend();
/** A whole ten seconds. */
const START = Math.floor(Date.now() / 10_000) * 10_000 - 30_000;
let creator: Actor;
let streamId: string;
let event: ReturnType<typeof mediaRun>;

beforeEach(async () => {
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "Konpa" })).id;
  event = mediaRun(1);
  await send(event({ type: "stream.live", stream: snapshot(streamId) }, START));
});

function histogram(...durations: number[]) {
  const made = emptyHistogram();
  for (const ms of durations) countDuration(made, ms);
  return made;
}
const measured = (change: Partial<ExperienceMeasure> = {}): ExperienceMeasure => ({
  streamId,
  reporting: 2,
  waiting: 1,
  latencyMs: 2_000,
  ways: { hls: 2 },
  viewers: 2,
  starts: histogram(900, 900),
  latencies: histogram(2_000, 2_000),
  watchedMs: 19_000,
  stalledMs: 1_000,
  stalls: 2,
  faults: {},
  ...change,
});
const tell = (at: number, ...all: ExperienceMeasure[]) =>
  send(event({ type: "experience.measured", streams: all }, at));
const record = async () => StreamRecord.strict().parse(await getStreamRecord(creator, streamId));
const held = (at: number) =>
  send(event({ type: "server.snapshot", streams: [snapshot(streamId)], held: [streamId] }, at));

test("what players reported is on the stream's desk, and sums up over the stream", async () => {
  expect((await getStream(creator, streamId)).experience).toBeNull();
  await tell(START + 10_000, measured());
  const none = { viewers: 0, starts: histogram(), waiting: 0, stalledMs: 0, stalls: 0 };
  await tell(START + 20_000, measured({ ...none, watchedMs: 20_000, faults: { unsupported: 1 } }));
  const { experience } = await getStream(creator, streamId);
  expect(experience).toMatchObject({
    now: { reporting: 2, waiting: 0, latencyMs: 2_000, ways: { hls: 2 } },
    viewers: 2,
    stalls: 2,
    faults: 1,
  });
  expect(experience?.rebufferRatio).toBeCloseTo(1 / 40, 5);
  expect(experience?.startupMs).toBeGreaterThan(800);
  expect(experience?.startupMs).toBeLessThan(1_000);
  await endStream(creator, streamId);
  expect((await record()).experience).toMatchObject({ now: null, viewers: 2, faults: 1 });
});

test("what was reported long ago isn't what is now", async () => {
  await tell(START - 3_600_000, measured());
  expect((await getStream(creator, streamId)).experience).toMatchObject({
    now: { reporting: 0, latencyMs: null },
    viewers: 2,
  });
});

test("an event that comes twice counts once, and a late one still counts", async () => {
  const first = event({ type: "experience.measured", streams: [measured({ reporting: 5 })] }, START + 10_000);
  await tell(START + 20_000, measured({ reporting: 9 }));
  for (let index = 0; index < 3; index++) expect(await send(first)).toBe(204);
  expect((await getStream(creator, streamId)).experience).toMatchObject({
    viewers: 4,
    now: { reporting: 9 },
  });
  expect(await (await db()).$count(experienceSamples)).toBe(2);
});

test("the record charts it beside bitrate and viewers, with gaps where nobody reported", async () => {
  for (const seconds of [0, 10, 20]) await held(START + seconds * 1_000 + 1);
  await tell(START + 10_500, measured());
  const { points } = await record();
  const unknown = { reporting: null, waiting: null, startupMs: null, latencyMs: null, rebufferRatio: null };
  expect(points).toMatchObject([
    { videoKbps: 2_500, ...unknown },
    { videoKbps: 2_500, reporting: 2, waiting: 1, latencyMs: 2_000, rebufferRatio: 0.05 },
    { videoKbps: 2_500, ...unknown },
  ]);
});

test("of streams that nobody knows, nothing is kept; the end of a stream doesn't lose what comes after it", async () => {
  expect(await tell(START + 10_000, measured({ streamId: "nobodys-stream-1" }), measured())).toBe(204);
  expect(await (await db()).$count(experienceSamples)).toBe(1);
  await endStream(creator, streamId);
  await tell(START + 20_000, measured());
  expect((await record()).experience?.viewers).toBe(4);
  expect((await getStream(creator, streamId)).broadcast).not.toBe("live");
});

test("it counts for a stream whoever carries it", async () => {
  await (await db()).update(streams).set({ provider: "another" }).where(eq(streams.id, streamId));
  await tell(START + 10_000, measured());
  const [row] = await (await db()).select({ experience: streams.experience }).from(streams);
  expect(row?.experience?.viewers).toBe(2);
});

test.each([[{ reporting: -1 }], [{ starts: [1, 2, 3] }], [{ watchedMs: 1.5 }], [{ ways: { teleport: 1 } }]])(
  "an event with %j is refused",
  async (change) => {
    // Wrong on purpose.
    const status = await send(
      event({ type: "experience.measured", streams: [{ ...measured(), ...change } as ExperienceMeasure] }),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect((await getStream(creator, streamId)).experience).toBeNull();
  },
);

test("charts are forgotten after 30 days, sums are not", async () => {
  await tell(START, measured());
  await sweepRecords(START + 31 * 86_400_000);
  expect(await (await db()).$count(experienceSamples)).toBe(0);
  expect((await record()).experience?.viewers).toBe(2);
});
