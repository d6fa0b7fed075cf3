import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { recordUsage, type UsageEntry } from "../usage/record-usage";
import { exportMonthCsv } from "./export-month-csv";
import { getStreamUsage } from "./get-stream-usage";

useBackend();
let creator: Actor;
let admin: Actor;
let streamId: string;
const NOON = Date.UTC(2026, 10, 20, 12);

beforeEach(async () => {
  admin = await makeActor("admin");
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "=1+1", contentLabel: "gaming" })).id;
});

const record = async (basis: UsageEntry["basis"], quantity: bigint) =>
  (await db()).transaction((tx) =>
    recordUsage(tx, [
      { streamId, kind: "viewer-ms", source: basis, windowStart: NOON, basis, quantity, mark: null },
    ]),
  );
const whole = async (month: string) => {
  let text = "";
  for await (const part of exportMonthCsv(admin, month)) text += part;
  return text.trim().split("\r\n");
};

test("a stream's owner sees how each figure is known, the drift, and that the rest is unknown", async () => {
  await record("estimated", 100n);
  await record("reported", 120n);
  const lines = await getStreamUsage(creator, streamId);
  expect(lines.find(({ kind }) => kind === "viewer-ms")).toEqual({
    kind: "viewer-ms",
    basis: "reported",
    quantity: "120",
    known: { estimated: "100", reported: "120" },
    drift: 0.2,
    marked: 0,
  });
  expect(lines.find(({ kind }) => kind === "turn-bytes")).toMatchObject({ basis: null, quantity: null });
  const stranger = await makeActor("creator");
  await expect(getStreamUsage(stranger, streamId)).rejects.toMatchObject({ code: "not-found" });
});

test("a month comes as CSV with everything that is known, and no title is a formula", async () => {
  await record("estimated", 100n);
  await record("reported", 120n);
  const lines = await whole("2026-11");
  expect(lines[1]).toMatch(/,'=1\+1,viewer-ms,100,estimated,no,0,$/);
  expect(lines[2]).toContain(",'=1+1,viewer-ms,120,reported,yes,0");
  expect(lines[3]).toMatch(/^2026-11,.*,unshared,/);
  expect((await whole("2026-12")).some((line) => line.includes("viewer-ms"))).toBe(false);
  expect(() => exportMonthCsv(creator, "2026-11")).toThrow();
});

test("a month of several pages has each line once", async () => {
  const one = {
    day: "2026-11-20",
    kind: "viewer-ms",
    basis: "measured",
    provider: "p",
    channelId: "c",
  } as const;
  const rest = { tier: "free", contentLabel: "gaming", quantity: 1n, isCounted: true } as const;
  const rows = Array.from({ length: 4_100 }, (_, index) => ({ ...one, ...rest, streamId: `s${index}` }));
  for (let from = 0; from < rows.length; from += 1_000)
    await (await db()).insert(usageDays).values(rows.slice(from, from + 1_000));
  const lines = (await whole("2026-11")).filter((line) => !line.includes(",unshared,"));
  expect(lines).toHaveLength(4_101);
  expect(new Set(lines).size).toBe(4_101);
});
