import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { listProviders } from "../providers/registry";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { readMeter } from "../usage/read-meter";
import type { UsageFigures } from "../wire/media-events";
import { exportMonthCsv } from "./export-month-csv";
import { getStreamCost } from "./get-stream-cost";

useBackend();
let creator: Actor;
let streamId: string;
const NOW = Date.now();
const HOUR = 3_600_000;
const ROOMS = listProviders().find(({ capabilities }) => capabilities.exposesAddresses)?.id ?? "";
const TOOK = { ingestMs: HOUR, bytesIn: 1, bytesOut: 1, viewerMs: 4 * HOUR, transcodeMs: 2 * HOUR };

beforeEach(async () => {
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "Counted" })).id;
});

const csvLine = async (kind: string) => {
  let text = "";
  for await (const part of exportMonthCsv(await makeActor("admin"), new Date(NOW).toISOString().slice(0, 7)))
    text += part;
  return text.split("\r\n").find((line) => line.includes(`,${kind},`)) ?? "";
};
const costLine = async (item: string) =>
  (await getStreamCost(creator, streamId)).priced.lines.find((line) => line.item === item);

test("transcoding is a line of its stream's cost and of the month, measured", async () => {
  const run = mediaRun(1);
  await sendEvent(run({ type: "stream.live", stream: snapshot(streamId) }, NOW - HOUR));
  const usage = { ...TOOK, turnBytes: null };
  await sendEvent(run({ type: "stream.ended", streamId, reason: "publisher-lost", usage }, NOW));
  expect(await costLine("transcode")).toMatchObject({
    ...{ quantity: String(2 * HOUR), basis: "measured", amountMicros: 0 },
  });
  expect(await csvLine("transcode-ms")).toMatch(`,${2 * HOUR},measured,yes,0,0.000000`);
  expect(await csvLine("turn-bytes")).toBe("");
});

test("relay traffic is one of a room's, estimated, and marked where it was more than can be", async () => {
  await (await db()).update(streams).set({ provider: ROOMS }).where(eq(streams.id, streamId));
  const read = async (at: number, turnBytes: UsageFigures["turnBytes"]) => {
    const usage = { basis: "measured", totals: { ...TOOK, transcodeMs: 0, turnBytes } } as const;
    return (await db()).transaction((tx) => readMeter(tx, { streamId, at, usedAt: NOW, usage }));
  };
  await read(NOW - 1_000, null);
  expect(await csvLine("turn-bytes")).toBe("");
  await read(NOW, 3_000_000_000);
  expect(await costLine("turn")).toMatchObject({ quantity: "3000000000", basis: "estimated" });
  await read(NOW + 1_000, 3_000_000_000_000);
  const most = ((4 * HOUR + 30_000) * 5_000) / 8;
  expect(await costLine("turn")).toMatchObject({ quantity: String(most), basis: "estimated" });
  expect(await csvLine("turn-bytes")).toMatch(`,${most},estimated,yes,1,0.000000`);
});
