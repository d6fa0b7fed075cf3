import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { auditLog, users } from "../db/schema";
import { listProviders } from "../providers/registry";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY, READY_MADE } from "../routing/ready-made";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { DEFAULT_PROVIDER } from "../testing/default-provider";
import { applyPolicy } from "./apply-policy";
import { deletePolicyDraft } from "./delete-draft";
import { draftPolicyFrom } from "./draft-from";
import { forgetActivePolicy } from "./get-active-policy";
import { getPolicyDesk } from "./get-policy-desk";
import { getRoutingDesk } from "./get-routing-desk";
import { schedulePolicy } from "./schedule-policy";
import { undoPolicy } from "./undo-policy";
import { updatePolicyDraft } from "./update-draft";

useBackend();
let admin: Actor;
const reason = "fewer costs";

beforeEach(async () => {
  admin = await makeActor("admin", "Rose");
});
afterEach(forgetActivePolicy);

const renamed = (policy: RoutingPolicy, id: string): RoutingPolicy => ({ ...policy, id });

test("the desk tells what decides from the first day on, and what each ready-made policy means here", async () => {
  const desk = await getRoutingDesk(admin);
  expect(desk).toMatchObject({ policy: DEFAULT_POLICY, active: null, undoTo: null, running: null });
  expect(desk.readyMade.map(({ policy }) => policy.id)).toEqual(READY_MADE.map(({ id }) => id));
  expect(desk.problems.some(({ type }) => type === "not-configured")).toBe(true);
  expect(desk.providers.map(({ id }) => id)).toEqual(listProviders().map(({ id }) => id));
});

test("it tells who applied what, when and why, and where undoing leads", async () => {
  const { id } = await draftPolicyFrom(admin, { readyMade: READY_MADE[1]?.id ?? "" });
  await applyPolicy(admin, { id, reason });
  const desk = await getRoutingDesk(admin);
  expect(desk.active).toMatchObject({ id, deed: { action: "policy.applied", by: "Rose", reason } });
  expect(desk.undoTo).toBe(DEFAULT_POLICY.id);
  await undoPolicy(admin, { reason: "too slow" });
  const undone = await getRoutingDesk(admin);
  expect(undone.active?.deed).toMatchObject({ action: "policy.undone", reason: "too slow" });
  expect(undone.undoTo).toBe(READY_MADE[1]?.id);
});

test("a draft begins as what decides, as a ready-made policy, or as an earlier version", async () => {
  const { id, policy } = await draftPolicyFrom(admin, "active");
  expect(policy).toEqual(DEFAULT_POLICY);
  await applyPolicy(admin, { id, reason });
  expect((await draftPolicyFrom(admin, { version: id })).policy).toEqual(DEFAULT_POLICY);
  for (const source of [{ readyMade: "none" }, { version: "none" }])
    await expect(draftPolicyFrom(admin, source)).rejects.toMatchObject({ code: "not-found" });
});

test("a draft is changed with what is wrong in it, and what is wrong is told", async () => {
  const { id, policy: before } = await draftPolicyFrom(admin, "active");
  const policy = { ...before, otherwise: ["nobody-knows"] };
  await updatePolicyDraft(admin, { id, before, policy });
  const desk = await getPolicyDesk(admin, id);
  expect(desk.version.policy.otherwise).toEqual(["nobody-knows"]);
  expect(desk.problems[0]).toMatchObject({ severity: "error", type: "unknown-provider", rule: null });
  expect(desk.active).toEqual(DEFAULT_POLICY);
  await expect(applyPolicy(admin, { id, reason })).rejects.toMatchObject({ code: "invalid-input" });
});

test("whom a rule names is told by name, and who is no account any more is warned of but hinders nothing", async () => {
  const [rose, gone] = [await makeActor("creator", "Rose Ansanm"), await makeActor("creator")];
  const { id, policy: before } = await draftPolicyFrom(admin, "active");
  const named = { id: "named", when: { creatorIds: [rose.userId, gone.userId] }, use: [DEFAULT_PROVIDER] };
  await updatePolicyDraft(admin, { id, before, policy: { ...before, rules: [named] } });
  const told = async () => {
    const { creators, problems } = await getPolicyDesk(admin, id);
    return [
      creators.map(({ name }) => name).sort(),
      problems.filter((one) => one.type === "unknown-creators"),
    ];
  };
  expect(await told()).toEqual([["Ayo Test", "Rose Ansanm"], []]);
  await (await db()).delete(users).where(eq(users.id, gone.userId));
  const problem = { severity: "warning", type: "unknown-creators", rule: "named", ids: [gone.userId] };
  expect(await told()).toEqual([["Rose Ansanm"], [problem]]);
  await applyPolicy(admin, { id, reason });
  const desk = await getRoutingDesk(admin);
  expect(desk.creators).toMatchObject([{ id: rose.userId, handle: rose.channel?.handle }]);
  expect(desk.problems).toContainEqual(problem);
});

test("two who change one draft do not overwrite each other", async () => {
  const { id, policy: before } = await draftPolicyFrom(admin, "active");
  await updatePolicyDraft(admin, { id, before, policy: renamed(before, "first") });
  await expect(
    updatePolicyDraft(admin, { id, before, policy: renamed(before, "second") }),
  ).rejects.toMatchObject({ code: "invalid-input", fieldErrors: { before: ["changed-meanwhile"] } });
  expect((await getPolicyDesk(admin, id)).version.policy.id).toBe("first");
});

test("only drafts are changed and deleted; both stand in the audit log", async () => {
  const { id, policy } = await draftPolicyFrom(admin, "active");
  const edit = () => updatePolicyDraft(admin, { id, before: policy, policy });
  await schedulePolicy(admin, { id, at: Date.now() + 60_000, reason });
  await expect(edit()).rejects.toMatchObject({ code: "not-found" });
  await expect(deletePolicyDraft(admin, id)).rejects.toMatchObject({ code: "not-found" });
  await schedulePolicy(admin, { id, at: null, reason });
  await edit();
  await deletePolicyDraft(admin, id);
  await expect(getPolicyDesk(admin, id)).rejects.toMatchObject({ code: "not-found" });
  const told = (await (await db()).select().from(auditLog)).filter(({ target }) => target === id);
  expect(told.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["policy.edited", "policy.deleted"]),
  );
});

test("nothing of it is for anybody but admins", async () => {
  const { id, policy } = await draftPolicyFrom(admin, "active");
  for (const role of ["creator", "viewer"] as const) {
    const other = await makeActor(role);
    const edit = { id, before: policy, policy: { ...policy, otherwise: [DEFAULT_PROVIDER] } };
    for (const attempt of [
      getRoutingDesk(other),
      getPolicyDesk(other, id),
      draftPolicyFrom(other, "active"),
      updatePolicyDraft(other, edit),
      deletePolicyDraft(other, id),
    ])
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
  }
  expect((await getPolicyDesk(admin, id)).version.policy).toEqual(policy);
});
