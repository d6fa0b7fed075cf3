import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { usageDays } from "../db/schema";
import { isAppError } from "../errors";
import { readMonthCosts } from "../ledger/get-month-costs";
import { dayOf, monthOf } from "../ledger/month";
import { listProviders } from "../providers/registry";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { changePrices } from "./change-prices";
import { listPriceBooks } from "./list-price-books";
import type { PriceChange } from "./price-change";

useBackend();
let admin: Actor;

beforeEach(async () => {
  admin = await makeActor("admin");
});

async function dearer(nth: number): Promise<PriceChange> {
  const entry = (await newest()).book.entries[nth];
  if (!entry) throw new Error("no such price");
  const usd = entry.tiers.map(() => 77);
  return { type: "entry", id: entry.id, usd, source: "list", asOf: "2026-01-01", confidence: "high" };
}

async function newest() {
  const [version] = await listPriceBooks(admin);
  if (!version) throw new Error("no prices");
  return version;
}

const priceOf = async (id: string) =>
  (await newest()).book.entries.find((entry) => entry.id === id)?.tiers[0]?.[1];

test("of two who change the same version at once one is told so, and loses nothing silently", async () => {
  const from = (await newest()).id;
  const changes = [await dearer(0), await dearer(1), await dearer(2), await dearer(3)];
  const outcomes = await Promise.allSettled(
    changes.map((change) => changePrices(admin, { from, change, reason: "list" })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refusals.every((error) => isAppError(error) && error.code === "prices-changed")).toBe(true);
  expect(await listPriceBooks(admin)).toHaveLength(2);
});

test("the newest is what was saved last, also after a clock was put back", async () => {
  const [first, second] = [await dearer(0), await dearer(1)];
  if (first.type !== "entry" || second.type !== "entry") throw new Error("no prices");
  const now = Date.now();
  vi.useFakeTimers({ now: now + 3_600_000, toFake: ["Date"] });
  try {
    await changePrices(admin, { from: "seed", change: first, reason: "list" });
    vi.setSystemTime(now);
    const { id } = await changePrices(admin, { from: (await newest()).id, change: second, reason: "list" });
    expect((await newest()).id).toBe(id);
    expect([await priceOf(first.id), await priceOf(second.id)]).toEqual([77, 77]);
  } finally {
    vi.useRealTimers();
  }
});

test("a price by which this month could not be summed any more is refused at its field", async () => {
  const creator = await makeActor("creator");
  const { id: streamId } = await createStream(creator, { title: "Priced" });
  const { book, id: from } = await newest();
  const plan = book.plans.find(({ provider }) => isPerViewer(provider));
  const entry = book.entries.find(({ id, item }) => item === "delivery" && plan?.entries.includes(id));
  if (!plan || !entry) throw new Error("nobody bills viewers");
  const now = Date.now();
  await (await db()).insert(usageDays).values({
    ...{ day: dayOf(now), streamId, kind: "viewer-ms", basis: "reported", quantity: 10n ** 13n },
    ...{ provider: plan.provider, channelId: creator.channel?.id ?? "", tier: "free", contentLabel: "other" },
    isCounted: true,
  });
  const change = (usd: number): PriceChange => ({
    ...{ type: "entry", id: entry.id, usd: entry.tiers.map(() => usd) },
    ...{ source: "list", asOf: "2026-01-01", confidence: "high" },
  });
  await expect(
    changePrices(admin, { from, change: change(1_000_000), reason: "typed wrong" }),
  ).rejects.toMatchObject({ code: "invalid-input", fieldErrors: { "change.usd": ["price-invalid"] } });
  await changePrices(admin, { from, change: change(2), reason: "dearer" });
  expect((await readMonthCosts(monthOf(now), "provider", now)).totalMicros).toBeGreaterThan(0);
});

function isPerViewer(provider: string): boolean {
  return listProviders().some(
    ({ id, capabilities }) =>
      id === provider && capabilities.maxViewers === null && capabilities.billing === "per-viewer-minute",
  );
}
