import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import { forgetGuardBoard } from "../budgets/guard-board";
import { saveBudgets } from "../budgets/save-budgets";
import { db } from "../db/client";
import { guardStates, usageDays } from "../db/schema";
import { monthOf } from "../ledger/month";
import { FAILURES_TO_OPEN, settle } from "../providers/circuit";
import { forgetHealth, healthRecord } from "../providers/health";
import { listProviders } from "../providers/registry";
import type { RoutingPolicy } from "../routing/policy";
import { createStream } from "../streams/create-stream";
import { routeStream } from "../streams/route-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { applyPolicy } from "./apply-policy";
import { forgetActivePolicy, getActivePolicy } from "./get-active-policy";
import { savePolicyDraft } from "./save-draft";
import { simulatePolicy } from "./simulate-policy";

/** How many rehearsals read at once. */
const reading = vi.hoisted(() => ({ now: 0, most: 0 }));
vi.mock("./past-streams", async (original) => {
  const real = await original<typeof import("./past-streams")>();
  const readPastStreams: typeof real.readPastStreams = async (since) => {
    reading.most = Math.max(reading.most, ++reading.now);
    return real.readPastStreams(since).finally(() => --reading.now);
  };
  return { ...real, readPastStreams };
});

const idWith = (kind: "whep" | "p2p") =>
  listProviders().find(({ capabilities }) => capabilities.playback.includes(kind))?.id ?? "";
const OWN = idWith("whep");
const ROOMS = idWith("p2p");
const LABELS = ["gaming", "music-concert", "other"] as const;

useBackend();
let admin: Actor;
let creator: Actor;
const POLICY: RoutingPolicy = {
  version: "policy/1",
  id: "games",
  rules: [{ id: "games", when: { labels: ["gaming"] }, use: [ROOMS] }],
  otherwise: [OWN],
  creatorsMayChoose: false,
  creatorChoices: [],
};

beforeEach(async () => {
  admin = await makeActor("admin");
  creator = await makeActor("creator");
});
afterEach(async () => {
  await forgetActivePolicy();
  await forgetGuardBoard();
  forgetHealth();
});

async function apply(policy: RoutingPolicy): Promise<void> {
  const { id } = await savePolicyDraft(admin, policy);
  await applyPolicy(admin, { id, reason: "test" });
  await vi.waitFor(async () => expect((await getActivePolicy())?.id).toBe(id));
}

test("the dry run tells what then happens when the policy is applied", async () => {
  for (const contentLabel of LABELS) await createStream(creator, { title: contentLabel, contentLabel });
  const simulation = await simulatePolicy(admin, { policy: POLICY });
  expect(simulation).toMatchObject({ streams: 3, moved: 1, unroutable: 0, lostWishes: 0 });
  await apply(POLICY);
  for (const contentLabel of LABELS) {
    const { provider } = await createStream(creator, { title: contentLabel, contentLabel });
    const said = simulation.list.find(({ title }) => title === contentLabel)?.to ?? OWN;
    expect(provider.id).toBe(said);
  }
});

test("money, crowds that would not fit, and wishes that would be lost are told", async () => {
  const { id } = await createStream(creator, { title: "Final", contentLabel: "gaming" });
  await createStream(creator, { title: "Asked", provider: ROOMS });
  const use = async (kind: "viewer-ms" | "ingest-ms", minutes: bigint) =>
    (await db()).insert(usageDays).values({
      ...{ day: new Date().toISOString().slice(0, 10), streamId: id, provider: OWN, kind },
      ...{ basis: "measured", channelId: creator.channel?.id ?? "", tier: "free", contentLabel: "gaming" },
      ...{ quantity: minutes * 60_000n, isCounted: true },
    });
  await use("viewer-ms", 60_000n);
  await use("ingest-ms", 60n);
  const { before, after, flows, list, lostWishes } = await simulatePolicy(admin, {
    policy: POLICY,
    days: 30,
  });
  // The whole server falls to the only stream that used it; its traffic was not counted.
  expect(before).toEqual({ micros: 20_000_000, isPartial: true });
  expect(after.micros).toBeLessThan(before.micros);
  expect(flows.find(({ from, to }) => from === OWN && to === ROOMS)?.streams).toBe(1);
  expect(list).toMatchObject([
    { title: "Final", from: OWN, to: ROOMS },
    { title: "Asked", to: OWN },
  ]);
  expect(lostWishes).toBe(1);
});

/** A month's budget of one creator that is passed, and lets them start nothing. */
async function closeFor({ channel }: Actor): Promise<void> {
  const [budget, threshold] = ["theirs", "all"];
  const act = { actions: [{ type: "refuse-streams" as const }], mayAct: true };
  const scope = { kind: "channel", channelId: channel?.id ?? "" } as const;
  const thresholds = [{ id: threshold, atMicros: 1, ...act }];
  await saveBudgets(admin, { budgets: [{ id: budget, scope, thresholds }], reason: "test" });
  const since = Date.now();
  const state = { budget, threshold, month: monthOf(since), isPassed: true, since, valueMicros: null };
  const target = [guardStates.budget, guardStates.threshold];
  await (await db())
    .insert(guardStates)
    .values({ budget, threshold, state })
    .onConflictDoUpdate({ target, set: { state } });
  await forgetGuardBoard();
}

test("as things are now, streams move as new ones then do: around a tripped circuit, and with a budget that is passed", async () => {
  const other = await makeActor("creator", "Over Budget");
  const policy = { ...POLICY, rules: [{ id: "games", when: { labels: ["gaming"] }, use: [ROOMS, OWN] }] };
  for (const contentLabel of LABELS)
    for (const [name, actor] of Object.entries({ well: creator, over: other }))
      await createStream(actor, { title: `${name} ${contentLabel}`, contentLabel });
  const record = healthRecord(ROOMS);
  for (let failed = 0; failed < FAILURES_TO_OPEN; failed += 1)
    record.circuit = settle(record.circuit, record.circuit.epoch, "failure", Date.now());
  await closeFor(other);
  expect(await simulatePolicy(admin, { policy })).toMatchObject({
    ...{ circumstances: "all-well", hindrances: [], streams: 6, moved: 2, unroutable: 0 },
  });
  const now = await simulatePolicy(admin, { policy, circumstances: "as-now" });
  expect(now.hindrances).toEqual([
    { provider: ROOMS, because: "unhealthy", streams: 6 },
    { provider: OWN, because: "budget-closed", streams: 3 },
  ]);
  await apply(policy);
  for (const contentLabel of LABELS)
    for (const [name, actor] of Object.entries({ well: creator, over: other })) {
      const wish = { contentLabel, visibility: "public", isRecorded: false, wants: [] } as const;
      const said = now.list.find(({ title }) => title === `${name} ${contentLabel}`);
      expect((await routeStream(actor, wish)).chosen).toBe(said ? said.to : OWN);
    }
  expect(now).toMatchObject({ moved: 3, unroutable: 3 });
});

test("rehearsals go one after the other, and whoever asks again and again is told to wait", async () => {
  await createStream(creator, { title: "One" });
  const asked = Array.from({ length: 25 }, () => simulatePolicy(admin, { policy: POLICY }));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "rate-limited" },
  });
  expect(reading.most).toBe(1);
  const other = await makeActor("admin");
  expect((await simulatePolicy(other, { policy: POLICY })).streams).toBe(1);
});

test("only admins rehearse", async () => {
  await expect(simulatePolicy(creator, { policy: POLICY })).rejects.toMatchObject({ code: "forbidden" });
});
