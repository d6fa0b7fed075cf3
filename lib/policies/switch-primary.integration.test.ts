import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { DEFAULT_POLICY } from "../routing/ready-made";
import { findSwitch } from "../routing/stage-switch";
import type { StoredExperience } from "../session-records/stream-experience";
import { createStream } from "../streams/create-stream";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { countDuration, emptyHistogram } from "../wire/histogram";
import { applyPolicy } from "./apply-policy";
import { draftPolicyFrom } from "./draft-from";
import { forgetActivePolicy } from "./get-active-policy";
import { getRoutingDesk } from "./get-routing-desk";
import { getSwitchFigures } from "./get-switch-figures";
import { switchPrimary } from "./switch-primary";
import { takeBackSwitch } from "./take-back-switch";
import { undoPolicy } from "./undo-policy";

useBackend();
const reason = "trying it";
let admin: Actor;
let ways: { from: string; to: string };

beforeEach(async () => {
  admin = await makeActor("admin");
  const to = listConfigured().find((id) => id !== DEFAULT_PROVIDER) ?? "";
  ways = { from: DEFAULT_PROVIDER, to };
});
afterEach(forgetActivePolicy);

const step = (percent: number) => switchPrimary(admin, { ...ways, percent, reason });
const running = async () => (await getRoutingDesk(admin)).running;

test("it goes by steps, each a version with its reason, and one act takes back all of them", async () => {
  for (const percent of [10, 50, 100]) {
    await step(percent);
    expect(await running()).toMatchObject({ ...ways, percent, before: DEFAULT_POLICY.id });
  }
  const desk = await getRoutingDesk(admin);
  expect(desk.policy.otherwise[0]).toBe(ways.to);
  expect(desk.versions).toHaveLength(3);
  expect(desk.versions.every(({ deed }) => deed?.reason === reason)).toBe(true);
  const back = await takeBackSwitch(admin, { reason });
  expect(back.policy).toEqual(DEFAULT_POLICY);
  expect(await running()).toBeNull();
  await expect(takeBackSwitch(admin, { reason })).rejects.toMatchObject({ code: "not-found" });
});

test("also after a step was undone, all of it is taken back", async () => {
  await step(10);
  const since = (await running())?.sinceMs;
  await step(50);
  await step(100);
  await undoPolicy(admin, { reason });
  expect(await running()).toMatchObject({ percent: 50, sinceMs: since, before: DEFAULT_POLICY.id });
  expect((await takeBackSwitch(admin, { reason })).policy).toEqual(DEFAULT_POLICY);
});

test("who is not set up, a second switch at once, and a step to nowhere are refused", async () => {
  const unset = listProviders().find(({ id }) => !listConfigured().includes(id))?.id ?? "";
  const refused = { code: "invalid-input" };
  await expect(switchPrimary(admin, { ...ways, to: unset, percent: 10, reason })).rejects.toMatchObject(
    refused,
  );
  await step(10);
  await expect(step(10)).rejects.toMatchObject(refused);
  await expect(
    switchPrimary(admin, { from: ways.to, to: ways.from, percent: 10, reason }),
  ).rejects.toMatchObject(refused);
  await expect(switchPrimary(admin, { ...ways, percent: 50, reason: " " })).rejects.toThrow();
  expect(await running()).toMatchObject({ percent: 10 });
});

test("a step may also become a draft, which decides nothing yet", async () => {
  const draft = await draftPolicyFrom(admin, { step: { ...ways, percent: 10 } });
  expect(await running()).toBeNull();
  expect(findSwitch(draft.policy)).toEqual({ ...ways, percent: 10 });
  await applyPolicy(admin, { id: draft.id, reason });
  expect(await running()).toMatchObject({ ...ways, percent: 10 });
  await expect(draftPolicyFrom(admin, { step: { ...ways, percent: 10 } })).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("both sides' figures are of streams that were made since, and of what players told of them", async () => {
  const creator = await makeActor("creator");
  const old = (await createStream(creator, { title: "Before" })).id;
  await (await db())
    .update(streams)
    .set({ createdAt: new Date(Date.now() - 60_000) })
    .where(eq(streams.id, old));
  await step(100);
  await undoPolicy(admin, { reason });
  await step(10);
  const made: string[] = [];
  for (const title of ["One", "Two", "Three", "Four", "Five"])
    made.push((await createStream(creator, { title })).id);
  const database = await db();
  const set = (id: string | undefined, change: Partial<typeof streams.$inferInsert>) =>
    database
      .update(streams)
      .set(change)
      .where(eq(streams.id, id ?? ""));
  const missed = (...by: [string, "unhealthy" | "full" | "failed" | "private"][]) => ({
    decision: {
      ...{ chosen: ways.from, because: [], warnings: [] },
      rejected: by.map(([provider, type]) => ({ provider, because: { type } })),
    },
  });
  await set(old, missed([ways.to, "failed"]));
  await set(made[0], { broadcast: "live", experience: experience(1), ...missed([ways.to, "unhealthy"]) });
  await set(made[1], { experience: experience(3), ...missed([ways.to, "failed"]) });
  await set(made[2], missed([ways.to, "failed"], [ways.from, "private"]));
  await set(made[3], missed([ways.from, "failed"]));
  await set(made[4], missed([ways.to, "private"], [ways.from, "full"]));
  for (const id of made) await set(id, { provider: ways.from });
  const { to, from } = await getSwitchFigures(admin);
  expect(to).toMatchObject({ id: ways.to, made: 0, live: 0, passedOver: 3, failed: 2, experience: null });
  expect(from).toMatchObject({ made: 5, live: 1, passedOver: 2, failed: 1 });
  expect(from.experience).toMatchObject({ viewers: 2, stalls: 4, rebufferRatio: 0.2 });
});

function experience(stalls: number): StoredExperience {
  const starts = emptyHistogram();
  countDuration(starts, 800);
  const now = { reporting: 0, waiting: 0, latencyMs: null, ways: {} };
  const latencies = emptyHistogram();
  return {
    ...{ at: 1, now, viewers: 1, starts, latencies, stalls, faults: 0 },
    ...{ watchedMs: 10_000 - stalls * 1_000, stalledMs: stalls * 1_000 },
  };
}

test("nothing of it is for anybody but admins", async () => {
  await draftPolicyFrom(admin, "active");
  const creator = await makeActor("creator");
  for (const attempt of [
    switchPrimary(creator, { ...ways, percent: 10, reason }),
    takeBackSwitch(creator, { reason }),
    getSwitchFigures(creator),
  ])
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  expect(await running()).toBeNull();
});
