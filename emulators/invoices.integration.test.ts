import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "../lib/db/client";
import { recordings, streamSamples, streams } from "../lib/db/schema";
import { getMonthCosts } from "../lib/ledger/get-month-costs";
import { collectStored } from "../lib/usage/collect-stored";
import { collectTotals } from "../lib/usage/collect-totals";
import { collectViewerMinutes } from "../lib/usage/collect-viewer-minutes";
import { goIdle, goLive } from "./cloudflare/account";
import { invoiceOf as cloudflareInvoice } from "./cloudflare/invoice";
import { invoiceOf as ivsInvoice } from "./ivs/invoice";
import { withAccounts } from "./testing/with-accounts";

const MINUTE_MS = 60_000;
const SAMPLE_MS = 10_000;
const accounts = withAccounts();

const endAt = async (id: string, ms: number) =>
  (await db())
    .update(streams)
    .set({ broadcast: "ended", endedAt: new Date(ms) })
    .where(eq(streams.id, id));
const ledgerCents = async (provider: string, at: number) => {
  const month = new Date(at).toISOString().slice(0, 7);
  const { providers } = await getMonthCosts(accounts().admin, { month, groupBy: "creator" });
  const invoice = providers.find((one) => one.provider === provider);
  expect(invoice?.unknown).toEqual([]);
  return Math.round((invoice?.totalMicros ?? Number.NaN) / 10_000);
};

test("what is delivered and stored at the one that bills minutes is booked to the cent", async () => {
  const now = Date.now();
  for (const minutes of [12_345.6, 777.7, 0]) {
    const { id, ref } = await accounts().makeStream("cloudflare");
    const live = goLive(accounts().cloudflare.account, ref, now - 90 * MINUTE_MS);
    if (!live) throw new Error("nothing is recorded");
    goIdle(accounts().cloudflare.account, ref, now);
    accounts().cloudflare.finish(live.uid);
    Object.assign(live, { minutesViewed: minutes, duration: 5_400 });
    await (await db()).insert(recordings).values({
      ...{ id: `recording-${id}`, streamId: id, provider: "cloudflare", providerRef: live.uid },
      ...{ state: "ready", startedAt: new Date(now - 90 * MINUTE_MS), durationMs: 5_400_000 },
    });
    await endAt(id, now - 1);
  }
  await collectTotals("cloudflare", now, new Map());
  await collectStored(now);
  const invoice = cloudflareInvoice(accounts().cloudflare.account);
  expect(invoice).toBeGreaterThan(1_000);
  expect(await ledgerCents("cloudflare", now)).toBe(invoice);
});

test("what goes in and is watched at the one that bills hours is booked to the cent", async () => {
  const now = Date.now();
  const isYoung = new Date(now).getUTCDate() === 1 && now % 86_400_000 < 20 * MINUTE_MS;
  // Within one month, whatever the moment.
  const start = now - (isYoung ? 40 : 20) * MINUTE_MS;
  for (const [viewers, minutes] of [
    [130, 17],
    [2_711, 9],
  ] as const) {
    const { id, ref } = await accounts().makeStream("aws-ivs");
    accounts().ivs.account.goLive(ref, start);
    accounts().ivs.account.watch(ref, viewers, start);
    const end = start + minutes * MINUTE_MS;
    await (await db()).insert(streamSamples).values(
      Array.from({ length: (minutes * MINUTE_MS) / SAMPLE_MS }, (_, index) => ({
        ...{ streamId: id, at: new Date(start + index * SAMPLE_MS), viewers, health: "good" as const },
      })),
    );
    accounts().ivs.account.goIdle(ref, end);
    await endAt(id, end);
    for (let at = start + 4 * MINUTE_MS; at < end + 5 * MINUTE_MS; at += 4 * MINUTE_MS)
      await collectViewerMinutes(at);
  }
  await collectTotals("aws-ivs", Date.now(), new Map());
  const invoice = ivsInvoice(accounts().ivs.account, Date.now());
  expect(invoice).toBeGreaterThan(1_000);
  expect(await ledgerCents("aws-ivs", start)).toBe(invoice);
});
