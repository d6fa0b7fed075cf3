import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { auditLog, policies } from "../db/schema";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY } from "../routing/ready-made";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { applyPolicy } from "./apply-policy";
import { forgetActivePolicy, getActivePolicy } from "./get-active-policy";
import { listPolicies } from "./list-policies";
import { savePolicyDraft } from "./save-draft";
import { schedulePolicy } from "./schedule-policy";
import { switchPolicies } from "./switch-policies";
import { undoPolicy } from "./undo-policy";

useBackend();
let admin: Actor;
const reason = "costs";

beforeEach(async () => {
  admin = await makeActor("admin");
});
afterEach(forgetActivePolicy);

const policy = (id: string, otherwise = [DEFAULT_PROVIDER]): RoutingPolicy => ({
  version: "policy/1",
  id,
  rules: [],
  otherwise,
  creatorsMayChoose: true,
  creatorChoices: [],
});
const draft = async (id: string) => (await savePolicyDraft(admin, policy(id))).id;
const active = async () => (await getActivePolicy())?.policy.id ?? null;

test("nothing decides before the first is applied; each that is applied retires the one before, and every process hears of it", async () => {
  expect(await active()).toBeNull();
  await applyPolicy(admin, { id: await draft("one"), reason });
  await vi.waitFor(async () => expect(await active()).toBe("one"));
  await applyPolicy(admin, { id: await draft("two"), reason });
  await vi.waitFor(async () => expect(await active()).toBe("two"));
  expect((await listPolicies(admin)).map(({ state }) => state)).toEqual(["active", "retired"]);
});

test("two admins at once leave one active", async () => {
  const ids = await Promise.all(["a", "b", "c"].map(draft));
  await Promise.all(ids.map((id) => applyPolicy(admin, { id, reason })));
  const states = (await listPolicies(admin)).map(({ state }) => state).sort();
  expect(states).toEqual(["active", "retired", "retired"]);
});

test("undoing brings back what was before, at first the default, and undoing that does it again; history stays", async () => {
  await expect(undoPolicy(admin, { reason })).rejects.toMatchObject({ code: "not-found" });
  await applyPolicy(admin, { id: await draft("one"), reason });
  expect((await undoPolicy(admin, { reason })).policy).toEqual(DEFAULT_POLICY);
  expect((await undoPolicy(admin, { reason })).policy.id).toBe("one");
  await applyPolicy(admin, { id: await draft("two"), reason });
  expect((await undoPolicy(admin, { reason })).policy.id).toBe("one");
  expect((await undoPolicy(admin, { reason })).policy.id).toBe("two");
  expect(await listPolicies(admin)).toHaveLength(6);
});

test("a scheduled one is switched to at its time, once, in order; taken off the schedule it waits", async () => {
  const at = Date.now() + 60_000;
  const [first, second, never] = await Promise.all(["first", "second", "never"].map(draft));
  await schedulePolicy(admin, { id: second ?? "", at: at + 1, reason });
  await schedulePolicy(admin, { id: first ?? "", at, reason });
  await schedulePolicy(admin, { id: never ?? "", at, reason });
  await schedulePolicy(admin, { id: never ?? "", at: null, reason });
  expect(await switchPolicies(at - 1)).toEqual([]);
  const [one, two] = await Promise.all([switchPolicies(at + 1), switchPolicies(at + 1)]);
  expect([...one, ...two]).toEqual([first, second]);
  expect(await active()).toBe("second");
  for (const wrong of [1, Date.UTC(10_000, 0), Number.MAX_SAFE_INTEGER, Number.NaN])
    await expect(schedulePolicy(admin, { id: never ?? "", at: wrong, reason })).rejects.toMatchObject({
      code: "invalid-input",
    });
});

test("what could not carry everybody is refused, also when its time has come, and says why", async () => {
  const unset = listProviders().find(({ id }) => !listConfigured().includes(id))?.id ?? "";
  for (const otherwise of [["nobody-knows"], [unset]]) {
    const { id } = await savePolicyDraft(admin, policy("wrong", otherwise));
    await expect(applyPolicy(admin, { id, reason })).rejects.toMatchObject({ code: "invalid-input" });
    await (await db()).update(policies).set({ state: "scheduled", switchAt: new Date(1) });
    expect(await switchPolicies(Date.now())).toEqual([]);
  }
  const told = await (await db()).select().from(auditLog);
  const refused = told.filter(({ action }) => action === "policy.switch-refused");
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ reason: why }) => why !== null)).toBe(true);
});

test("every change stands in the audit log with who, what and why; without a reason there is none", async () => {
  const id = await draft("one");
  await expect(applyPolicy(admin, { id, reason: "  " })).rejects.toThrow();
  await applyPolicy(admin, { id, reason });
  const told = (await (await db()).select().from(auditLog)).find(({ action }) => action === "policy.applied");
  expect(told).toMatchObject({ target: id, reason, actor: { id: admin.userId }, after: policy("one") });
});

test("policies are for admins, and within their bounds", async () => {
  const creator = await makeActor("creator");
  await expect(savePolicyDraft(creator, policy("x"))).rejects.toMatchObject({ code: "forbidden" });
  await expect(savePolicyDraft(admin, { ...policy("x"), otherwise: [] })).rejects.toThrow();
});
