import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { streams, usageDays } from "../db/schema";
import { listPriceBooks } from "../price-books/list-price-books";
import { savePriceBook } from "../price-books/save-price-book";
import { listProviders } from "../providers/registry";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { sendEvent } from "../testing/call-webhooks";
import { mediaRun, snapshot } from "../testing/media-events";
import { getCreatorMonthCosts, getMonthCosts } from "./get-month-costs";
import { getStreamCost } from "./get-stream-cost";
import { forgetKeptSums } from "./kept-sums";

useBackend();
let admin: Actor;
let creator: Actor;
let streamId: string;
const MINUTE = 60_000n;
const MONTH = new Date().toISOString().slice(0, 7);
const BILLED =
  listProviders().find(
    ({ capabilities: { billing, stopIsFinal } }) => billing === "per-viewer-minute" && !stopIsFinal,
  )?.id ??
  listProviders().find(({ capabilities: { billing } }) => billing === "per-viewer-minute")?.id ??
  "";

/** How often everybody's month was read. */
const reads = vi.hoisted(() => ({ ofEverybody: 0 }));
vi.mock("./read-sums", async (original) => {
  const real = await original<typeof import("./read-sums")>();
  const readSums: typeof real.readSums = (month, groupBy, only) => {
    if (!only) reads.ofEverybody += 1;
    return real.readSums(month, groupBy, only);
  };
  return { ...real, readSums };
});

beforeEach(async () => {
  forgetKeptSums();
  admin = await makeActor("admin");
  creator = await makeActor("creator");
  streamId = (await createStream(creator, { title: "Priced" })).id;
});

async function use(
  provider: string,
  kind: "viewer-ms" | "ingest-ms" | "bytes-out",
  quantity: bigint,
): Promise<void> {
  await (await db()).insert(usageDays).values({
    ...{ day: `${MONTH}-01`, streamId, kind, quantity, provider },
    ...{ basis: "reported", channelId: creator.channel?.id ?? "", tier: "free", contentLabel: "other" },
    isCounted: true,
  });
}

test("the month is the sum of its invoices, and each creator's share stands beside", async () => {
  await use(BILLED, "viewer-ms", 100_000n * MINUTE);
  await use(BILLED, "ingest-ms", 600n * MINUTE);
  const month = await getMonthCosts(admin, { month: MONTH, groupBy: "creator" });
  const invoice = month.providers.find(({ provider }) => provider === BILLED);
  expect(invoice?.totalMicros).toBeGreaterThan(50_000_000);
  expect(month.totalMicros).toBeGreaterThanOrEqual(invoice?.totalMicros ?? Number.POSITIVE_INFINITY);
  const share = month.groups.find(({ provider }) => provider === BILLED);
  expect(share).toMatchObject({ group: creator.channel?.id, basis: "estimated" });
  expect(month.labels[share?.group ?? ""]).toBe(creator.name);
  expect(month.unsharedMicros + month.groups.reduce((all, one) => all + (one.amountMicros ?? 0), 0)).toBe(
    month.totalMicros,
  );
  const own = await getCreatorMonthCosts(creator, MONTH);
  expect(own.groups.find(({ provider }) => provider === BILLED)?.amountMicros).toBe(share?.amountMicros);
  const other = await getCreatorMonthCosts(await makeActor("creator"), MONTH);
  expect(other.groups).toEqual([]);
  await expect(getMonthCosts(creator, { month: MONTH, groupBy: "day" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a stream tells what it costs, and what it would cost elsewhere, with what is lost there", async () => {
  await use(listProviders()[0]?.id ?? "", "viewer-ms", 6_000n * MINUTE);
  await use(listProviders()[0]?.id ?? "", "ingest-ms", 60n * MINUTE);
  await use(listProviders()[0]?.id ?? "", "bytes-out", 10n ** 9n);
  const cost = await getStreamCost(creator, streamId);
  expect(cost.viewerMinutes).toBe(6_000);
  expect(cost.priced.totalMicros).not.toBeNull();
  expect(cost.perViewerHourMicros).toBe(Math.floor((cost.priced.totalMicros ?? 0) / 100));
  expect(cost.comparisons.map(({ provider }) => provider).sort()).toEqual(
    listProviders()
      .map(({ id }) => id)
      .filter((id) => id !== cost.priced.provider)
      .sort(),
  );
  const other = cost.comparisons.find(({ provider }) => provider === BILLED);
  // The server's whole month falls to the only stream that used it.
  expect(cost.priced.totalMicros).toBe(20_000_000);
  expect(other?.differenceMicros).toBe((other?.priced.totalMicros ?? 0) - 20_000_000);
  expect(other?.losses.length).toBeGreaterThan(0);
  await expect(getStreamCost(await makeActor("creator"), streamId)).rejects.toMatchObject({
    code: "not-found",
  });
});

test("however often studios ask, and for how many months, everybody's month is read once in a while", async () => {
  const ended = await createStream(creator, { title: "Ended" });
  const endedAt = new Date(Date.now() - 40 * 86_400_000);
  await (await db()).update(streams).set({ endedAt }).where(eq(streams.id, ended.id));
  reads.ofEverybody = 0;
  const other = await makeActor("creator");
  for (let round = 0; round < 3; round += 1)
    await Promise.all([
      getCreatorMonthCosts(creator, MONTH),
      getCreatorMonthCosts(other, MONTH),
      getStreamCost(creator, streamId),
      getStreamCost(creator, ended.id),
    ]);
  expect(reads.ofEverybody).toBe(2);
});

test("a first stream of a month bears its server from the first minute, and another hour costs no more of it", async () => {
  await sendEvent(mediaRun(1)({ type: "stream.live", stream: snapshot(streamId) }));
  await use(listProviders()[0]?.id ?? "", "ingest-ms", 1n * MINUTE);
  await use(listProviders()[0]?.id ?? "", "bytes-out", 0n);
  const { priced, hour } = await getStreamCost(creator, streamId);
  expect(priced.lines.find(({ item }) => item === "server")?.amountMicros).toBe(20_000_000);
  expect(hour?.lines.find(({ item }) => item === "server")?.amountMicros).toBe(0);
});

test("new prices hold for the running month, are kept beside the old, and are refused when they can't be", async () => {
  await use(BILLED, "viewer-ms", 1_000n * MINUTE);
  const before = await getMonthCosts(admin, { month: MONTH, groupBy: "provider" });
  const [seed] = await listPriceBooks(admin);
  const book = structuredClone(seed?.book);
  if (!book) throw new Error("no prices came with the product");
  const dearer = {
    ...book,
    entries: book.entries.map((entry) => ({
      ...entry,
      tiers: entry.tiers.map(([upTo, usd]) => [upTo, usd * 2]),
    })),
  };
  await expect(savePriceBook(creator, { book: dearer, reason: "x" })).rejects.toMatchObject({
    code: "forbidden",
  });
  const negative = { ...dearer, entries: book.entries.map((entry) => ({ ...entry, tiers: [[null, -1]] })) };
  await expect(savePriceBook(admin, { book: negative, reason: "x" })).rejects.toThrow();
  await expect(
    savePriceBook(admin, { book: { ...book, checkedOn: "2126-01-01" }, reason: "x" }),
  ).rejects.toThrow("future");
  const saved = await savePriceBook(admin, { book: dearer, reason: "the list of today" });
  const after = await getMonthCosts(admin, { month: MONTH, groupBy: "provider" });
  expect(after.prices.id).toBe(saved.id);
  const amount = (month: typeof after) =>
    month.groups.find(({ provider }) => provider === BILLED)?.amountMicros;
  expect(amount(after)).toBe(2 * (amount(before) ?? 0));
  expect((await listPriceBooks(admin)).map(({ id }) => id)).toEqual([saved.id, "seed"]);
});
