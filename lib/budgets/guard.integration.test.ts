import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import type { GuardAction } from "../costs/guards/budget";
import { fromDollars } from "../costs/money";
import { db } from "../db/client";
import { auditLog, notices } from "../db/schema";
import { applyPolicy } from "../policies/apply-policy";
import { forgetActivePolicy, getActivePolicy } from "../policies/get-active-policy";
import { savePolicyDraft } from "../policies/save-draft";
import { forgetProviders } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { setTierSettings } from "../settings/set-tier-settings";
import { createStream } from "../streams/create-stream";
import { ladderFor } from "../streams/ladder-for";
import { planStream } from "../streams/plan-stream";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { useBackend } from "../testing/backend";
import { seedWatched } from "../testing/seed-watched";
import { evaluateBudgets } from "./evaluate-budgets";
import { evaluateStocks } from "./evaluate-stocks";
import { getBudgets } from "./get-budgets";
import { forgetGuardBoard } from "./guard-board";
import { readSpendStates } from "./read-spend-states";
import { SaveBudgetInput, saveBudget, saveBudgets } from "./save-budgets";

const OWN = listProviders().find(({ capabilities }) => capabilities.playback.includes("whep"))?.id ?? "";
const BILLED = listProviders().find(({ capabilities }) => capabilities.billing !== "none")?.id ?? "";

const backend = useBackend();
let admin: Actor;
let creator: Actor;

beforeEach(async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  useEnvironment({
    MEDIA_CONTROL_URL: backend.media.url,
    AWS_IVS_REGION: "us-east-1",
    AWS_IVS_ACCESS_KEY_ID: "test",
    AWS_IVS_SECRET_ACCESS_KEY: "test-secret",
    AWS_IVS_ENDPOINT: "http://127.0.0.1:1",
    AWS_IVS_PLAYBACK_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    AWS_IVS_PLAYBACK_KEY_ARN: "arn:aws:ivs:us-east-1:123456789012:playback-key/abcdefgh",
  });
  admin = await makeActor("admin");
  creator = await makeActor("creator");
  await preferBilled();
});
afterEach(async () => {
  await forgetActivePolicy();
  await forgetGuardBoard();
  forgetProviders();
});

async function preferBilled(): Promise<void> {
  const { id } = await savePolicyDraft(admin, {
    ...{ version: "policy/1", id: "test", otherwise: [OWN], creatorsMayChoose: true, creatorChoices: [] },
    rules: [{ id: "everybody", when: {}, use: [BILLED, OWN] }],
  });
  await applyPolicy(admin, { id, reason: "test" });
  await vi.waitFor(async () => expect((await getActivePolicy())?.id).toBe(id));
}

/** A budget of 500 dollars over everything, unless told otherwise. */
async function allow(actions: GuardAction[], given: { mayAct?: boolean; scope?: object } = {}) {
  await saveBudgets(admin, {
    budgets: [
      {
        id: "month",
        scope: { kind: "all", ...given.scope } as { kind: "all" },
        thresholds: [{ id: "first", atMicros: fromDollars(500), actions, mayAct: given.mayAct ?? true }],
      },
    ],
    reason: "test",
  });
}

const watched = (hours: number) => seedWatched(BILLED, hours);
const told = async () => (await (await db()).select().from(notices)).map(({ kind }) => kind).sort();

test("the preset tells at 500 dollars, once, and moves nothing until an admin allows it", async () => {
  expect((await getBudgets(admin)).map(({ id }) => id)).toEqual(["whole-month"]);
  await watched(1_000);
  expect(await evaluateBudgets(Date.now())).toEqual([]);
  await watched(9_000);
  const [change, ...more] = await evaluateBudgets(Date.now());
  expect(more).toEqual([]);
  expect(change).toMatchObject({ type: "passed", threshold: { advice: "consider-switching-primary" } });
  expect(change?.valueMicros).toBeGreaterThanOrEqual(fromDollars(500));
  expect(await evaluateBudgets(Date.now())).toEqual([]);
  expect(await told()).toEqual(["budget-passed"]);
  expect((await planStream(creator, {})).receipt.chosen).toBe(BILLED);
});

test("where it is allowed, the next stream goes to the next provider, and back when spend is well below", async () => {
  await allow([{ type: "demote" }]);
  expect((await planStream(creator, {})).receipt.chosen).toBe(BILLED);
  await watched(9_000);
  await evaluateBudgets(Date.now());
  const stream = await createStream(creator, { title: "Next" });
  expect(stream.provider.id).toBe(OWN);
  expect(stream.decision.rejected).toEqual([{ provider: BILLED, because: { type: "over-budget" } }]);
  expect(stream.decision.because).toContainEqual({ type: "fallback" });
  await watched(1_000);
  expect((await evaluateBudgets(Date.now())).map(({ type }) => type)).toEqual(["cleared"]);
  expect((await planStream(creator, {})).receipt.chosen).toBe(BILLED);
  expect(await told()).toEqual(["budget-cleared", "budget-passed"]);
  const deeds = (await (await db()).select().from(auditLog)).map(({ action }) => action);
  expect(deeds).toEqual(expect.arrayContaining(["budgets.changed", "budget.passed", "budget.cleared"]));
});

test("what is taken back is open at once, and what is allowed of a passed threshold acts at once", async () => {
  await watched(9_000);
  await allow([{ type: "demote" }], { mayAct: false });
  expect((await readSpendStates()).get(BILLED)).toBe("open");
  await allow([{ type: "demote" }]);
  expect((await readSpendStates()).get(BILLED)).toBe("demoted");
  expect((await readSpendStates()).get(OWN)).toBe("open");
  await allow([{ type: "refuse-streams" }]);
  await expect(createStream(creator, { title: "None" })).rejects.toMatchObject({ code: "no-provider" });
  await allow([]);
  expect((await createStream(admin, { title: "Open", provider: OWN })).provider.id).toBe(OWN);
});

test("a tier's budget moves that tier's streams only", async () => {
  await watched(9_000);
  await allow([{ type: "demote" }], { scope: { kind: "tier", tier: "free" } });
  expect((await readSpendStates({ tier: "free", channelId: "x" })).get(BILLED)).toBe("demoted");
  expect((await readSpendStates({ tier: "basic", channelId: "x" })).get(BILLED)).toBe("open");
});

test("two processes that look at once tell once", async () => {
  await watched(9_000);
  await Promise.all([evaluateBudgets(Date.now()), evaluateBudgets(Date.now())]);
  expect(await told()).toEqual(["budget-passed"]);
});

test("a cap takes qualities of streams that are made from then on, and the receipt says so", async () => {
  const ladder = [
    { name: "720p", height: 720, videoKbps: 2_500 },
    { name: "480p", height: 480, videoKbps: 900 },
  ];
  await setTierSettings(admin, { tier: "free", ladder });
  const before = await createStream(admin, { title: "Before", provider: OWN });
  await watched(9_000);
  await allow([{ type: "cap-ladder", maxHeight: 480 }]);
  const after = await createStream(admin, { title: "After", provider: OWN });
  expect(after.decision.warnings).toContainEqual(
    expect.objectContaining({ feature: "budget-ladder", values: { height: 480 } }),
  );
  expect((await ladderFor(after.id)).map(({ name }) => name)).toEqual(["480p"]);
  expect((await ladderFor(before.id)).map(({ name }) => name)).toEqual(["720p", "480p"]);
});

test("only admins see and save budgets, and what makes no sense is refused", async () => {
  await expect(getBudgets(creator)).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveBudgets(creator, { budgets: [], reason: "x" })).rejects.toMatchObject({
    code: "forbidden",
  });
  const twice = await getBudgets(admin);
  await expect(saveBudgets(admin, { budgets: [...twice, ...twice], reason: "x" })).rejects.toThrow();
  await expect(saveBudgets(admin, { budgets: [], reason: " " })).rejects.toThrow("reason-missing");
});

test("what was bought ahead and is nearly used up is told once, and moves streams where that is allowed", async () => {
  const seen = (used: number) => [{ provider: BILLED, what: "storage", used, limit: 1_000 }];
  const now = Date.now();
  expect(await evaluateStocks(seen(500), now)).toEqual([]);
  expect((await evaluateStocks(seen(960), now + 1)).map(({ grade }) => grade)).toEqual(["critical"]);
  expect(await evaluateStocks(seen(961), now + 2)).toEqual([]);
  expect(await told()).toEqual(["stock-changed"]);
  expect((await readSpendStates()).get(BILLED)).toBe("open");
  await saveBudgets(admin, { budgets: [...(await getBudgets(admin))], stocksMayAct: true, reason: "test" });
  expect((await planStream(creator, {})).receipt).toMatchObject({
    chosen: OWN,
    rejected: [{ provider: BILLED, because: { type: "over-budget" } }],
  });
  await evaluateStocks(seen(500), now + 3);
  expect((await planStream(creator, {})).receipt.chosen).toBe(BILLED);
  expect(await told()).toEqual(["stock-changed", "stock-changed"]);
});

test("a budget that somebody else changed meanwhile is not overwritten", async () => {
  await allow([]);
  const [before] = await getBudgets(admin);
  if (!before) throw new Error("there is no budget");
  const save = (dollars: number, seen: unknown = before) => {
    const [first] = before.thresholds;
    const thresholds = [{ ...first, atMicros: fromDollars(dollars) }];
    const input = { budget: { ...before, thresholds }, before: seen, reason: "test" };
    return saveBudget(admin, SaveBudgetInput.parse(input));
  };
  await save(600);
  for (const seen of [before, null])
    await expect(save(700, seen)).rejects.toMatchObject({ fieldErrors: { before: ["changed-meanwhile"] } });
  const [after] = await getBudgets(admin);
  expect(after?.thresholds[0]?.atMicros).toBe(fromDollars(600));
  await save(700, after);
});
