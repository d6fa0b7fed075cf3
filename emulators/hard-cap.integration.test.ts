import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endOverBudget } from "../lib/budgets/end-over-budget";
import { evaluateBudgets } from "../lib/budgets/evaluate-budgets";
import { forgetGuardBoard } from "../lib/budgets/guard-board";
import { saveBudgets } from "../lib/budgets/save-budgets";
import type { GuardAction } from "../lib/costs/guards/budget";
import { HARD_CAP_GRACE_MS } from "../lib/costs/guards/hard-cap";
import { fromDollars } from "../lib/costs/money";
import { db } from "../lib/db/client";
import { auditLog, notices, streams } from "../lib/db/schema";
import { monthOf } from "../lib/ledger/month";
import { forgetProviders, reconnectProvider } from "../lib/providers/get-provider";
import { createStream } from "../lib/streams/create-stream";
import { getStream } from "../lib/streams/get-stream";
import { retryCutOffs } from "../lib/streams/retry-cut-offs";
import { makeActor } from "../lib/testing/accounts";
import { seedWatched } from "../lib/testing/seed-watched";
import { withAccounts } from "./testing/with-accounts";

const HARD: GuardAction[] = [{ type: "end-streams" }];
const accounts = withAccounts();
const GRACE_AND_A_LOOK_MS = HARD_CAP_GRACE_MS + 5_000;

beforeEach(async ({ skip }) => {
  // With the month a cap is over, and the stand-ins' clock is the machine's.
  skip(monthOf(Date.now()) !== monthOf(Date.now() + 30 * 60_000), "the month ends within half an hour");
  await forgetGuardBoard();
});
afterEach(async () => {
  await forgetGuardBoard();
  forgetProviders();
});

/** Replaces all budgets by one: of 500 dollars over everything, unless told otherwise. */
async function allow(actions: GuardAction[], given: { dollars?: number; scope?: object } = {}) {
  const threshold = { id: "hard", atMicros: fromDollars(given.dollars ?? 500), actions, mayAct: true };
  const scope = (given.scope ?? { kind: "all" }) as { kind: "all" };
  await saveBudgets(accounts().admin, {
    budgets: [{ id: "month", scope, thresholds: [threshold] }],
    reason: "test",
  });
}

/** A stream that its encoder sends to. */
async function goLive(provider: string) {
  const { id, ref } = await accounts().makeStream(provider);
  if (provider === "aws-ivs") accounts().ivs.account.goLive(ref);
  await comeOnAir(id);
  return { id, ref };
}

const comeOnAir = async (id: string) =>
  (await db())
    .update(streams)
    .set({ broadcast: "live", ingest: "active", startedAt: new Date() })
    .where(eq(streams.id, id));
const rowOf = async (id: string) => {
  const [row] = await (await db()).select().from(streams).where(eq(streams.id, id));
  if (!row) throw new Error("no such stream");
  return row;
};
const ends = async () =>
  (await (await db()).select().from(auditLog).where(eq(auditLog.action, "stream.ended"))).map(
    ({ actor, target, after }) => ({ actor, target, after }),
  );
const told = async () => (await (await db()).select().from(notices)).map(({ details }) => details);
const viewOf = (id: string) => getStream(accounts().admin, id);

test("who bills by viewers is warned and ended once after ten minutes, whoever looks; one's own server goes on", async () => {
  const { id, ref } = await goLive("aws-ivs");
  const own = await goLive("self-hosted");
  await allow(HARD);
  expect(await viewOf(id)).toMatchObject({ endsAt: null });
  await seedWatched("aws-ivs", 9_000);
  const now = Date.now();
  await evaluateBudgets(now);
  expect(await told()).toMatchObject([
    {
      ...{ budget: "month", threshold: "hard", acts: "end-streams", endsStreams: 1 },
      endsAt: new Date(now + HARD_CAP_GRACE_MS).toISOString(),
    },
  ]);
  expect((await viewOf(id)).endsAt).toBe(now + HARD_CAP_GRACE_MS);
  expect((await viewOf(own.id)).endsAt).toBeNull();
  await expect(createStream(accounts().admin, { title: "New" })).rejects.toMatchObject({
    code: "no-provider",
  });

  expect(await endOverBudget(now + HARD_CAP_GRACE_MS - 1)).toEqual([]);
  await evaluateBudgets(now + GRACE_AND_A_LOOK_MS);
  const looks = await Promise.all([1, 2].map(() => endOverBudget(now + GRACE_AND_A_LOOK_MS)));
  expect(looks.flat()).toEqual([id]);
  expect(await endOverBudget(now + 2 * GRACE_AND_A_LOOK_MS)).toEqual([]);

  expect(await rowOf(id)).toMatchObject({
    ...{ broadcast: "ended", endedBecause: "ended-by-budget", isCutOffPending: false },
  });
  const { account } = accounts().ivs;
  expect([account.isLive(ref), account.keyOf(ref)]).toEqual([false, null]);
  expect(await rowOf(own.id)).toMatchObject({ broadcast: "live" });
  expect(await ends()).toEqual([
    {
      ...{ actor: { kind: "system", id: null }, target: id },
      after: {
        ...{ because: "ended-by-budget", budget: "month", threshold: "hard" },
        atMicros: fromDollars(500),
      },
    },
  ]);
  expect(await told()).toHaveLength(1);
});

test("raised by a little, or taken away before it is due, it ends nothing, and begins with a new warning", async () => {
  const { id } = await goLive("aws-ivs");
  await seedWatched("aws-ivs", 9_000);
  const spent = (await evaluateBudgets(Date.now()))[0]?.valueMicros ?? 0;
  await allow(HARD);
  const due = (await viewOf(id)).endsAt ?? 0;
  expect(due).toBeGreaterThan(Date.now());
  await allow(HARD, { dollars: (spent + 10_000) / 1e6 });
  expect(await endOverBudget(due + 5_000)).toEqual([]);
  expect((await viewOf(id)).endsAt).toBeNull();
  await allow(HARD);
  await allow([{ type: "refuse-streams" }]);
  expect(await endOverBudget(due + 5_000)).toEqual([]);
  const again = Date.now();
  await allow(HARD);
  expect((await viewOf(id)).endsAt).toBeGreaterThanOrEqual(again + HARD_CAP_GRACE_MS);
  expect(await rowOf(id)).toMatchObject({ broadcast: "live" });
});

test("a cap that is set where its amount is passed already warns first, and admins hear of it", async () => {
  const { id } = await goLive("aws-ivs");
  await seedWatched("aws-ivs", 9_000);
  await allow([]);
  expect(await told()).toMatchObject([{ acts: "", endsStreams: null, endsAt: null }]);
  const set = Date.now();
  await allow(HARD);
  expect(await told()).toContainEqual(expect.objectContaining({ acts: "end-streams", endsStreams: 1 }));
  expect((await viewOf(id)).endsAt).toBeGreaterThanOrEqual(set + HARD_CAP_GRACE_MS);
});

test.each([
  ["another creator", "channel", "other", false],
  ["another tier", "tier", "premium", false],
  ["another provider", "provider", "cloudflare", false],
  ["its creator", "channel", "own", true],
  ["its tier", "tier", "free", true],
  ["its provider", "provider", "aws-ivs", true],
])("a budget over %s that is used up: %s %s, ends it: %s", async (_, kind, whose, isEnded) => {
  const { id } = await goLive("aws-ivs");
  const other = (await makeActor("creator")).channel?.id ?? "";
  const channelId = whose === "own" ? (await rowOf(id)).channelId : other;
  const tier = whose === "premium" ? ("premium" as const) : ("free" as const);
  await seedWatched(kind === "provider" ? whose : "aws-ivs", 90_000, { channelId, tier });
  const scopes = {
    ...{ channel: { kind, channelId }, tier: { kind, tier: whose } },
    provider: { kind, provider: whose },
  };
  await allow(HARD, { scope: scopes[kind as keyof typeof scopes] });
  expect(await told()).toMatchObject([{ acts: "end-streams", endsStreams: isEnded ? 1 : 0 }]);
  expect(await endOverBudget(Date.now() + GRACE_AND_A_LOOK_MS)).toEqual(isEnded ? [id] : []);
});

test("a cap that is due elsewhere shortens nobody's ten minutes", async () => {
  const { id } = await goLive("aws-ivs");
  const thresholds = [{ id: "hard", atMicros: fromDollars(500), actions: HARD, mayAct: true }];
  const budgets = ["cloudflare", "aws-ivs"].map((provider) => ({
    ...{ id: provider, scope: { kind: "provider" as const, provider }, thresholds },
  }));
  await saveBudgets(accounts().admin, { budgets, reason: "test" });
  const now = Date.now();
  await seedWatched("cloudflare", 9_000);
  await evaluateBudgets(now);
  await seedWatched("aws-ivs", 9_000);
  await evaluateBudgets(now + HARD_CAP_GRACE_MS);
  expect(await endOverBudget(now + GRACE_AND_A_LOOK_MS)).toEqual([]);
  expect(await endOverBudget(now + 2 * HARD_CAP_GRACE_MS)).toEqual([id]);
});

test("an end that the provider did not hear is told again until it does, and stands at once", async () => {
  const { id, ref } = await goLive("aws-ivs");
  await seedWatched("aws-ivs", 9_000);
  await allow(HARD);
  const { ivs } = accounts();
  ivs.behave({ status: 503 });
  expect(await endOverBudget(Date.now() + GRACE_AND_A_LOOK_MS)).toEqual([id]);
  expect(await rowOf(id)).toMatchObject({ endedBecause: "ended-by-budget", isCutOffPending: true });
  expect(ivs.account.isLive(ref)).toBe(true);
  expect(await retryCutOffs(Date.now() + 20_000)).toBe(0);
  ivs.behave("normal");
  reconnectProvider("aws-ivs");
  expect(await retryCutOffs(Date.now() + 20_000)).toBe(1);
  expect(await rowOf(id)).toMatchObject({ isCutOffPending: false });
  expect([ivs.account.isLive(ref), ivs.account.keyOf(ref)]).toEqual([false, null]);
  expect(await retryCutOffs(Date.now() + 20_000)).toBe(0);
  expect(await ends()).toHaveLength(1);
});

test("what goes on air while the cap is in force is ended by the next look, and its creator was told so", async () => {
  const { id, ref } = await accounts().makeStream("aws-ivs");
  await seedWatched("aws-ivs", 9_000);
  await allow(HARD);
  expect((await viewOf(id)).endsAt).not.toBeNull();
  const later = Date.now() + GRACE_AND_A_LOOK_MS;
  expect(await endOverBudget(later)).toEqual([]);
  accounts().ivs.account.goLive(ref);
  await comeOnAir(id);
  expect(await endOverBudget(later + 5_000)).toEqual([id]);
  expect(accounts().ivs.account.keyOf(ref)).toBeNull();
});
