import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "../db/client";
import { auditLog } from "../db/schema";
import { createStream } from "../streams/create-stream";
import { getIngest } from "../streams/get-ingest";
import { getStream } from "../streams/get-stream";
import { makeActor } from "../testing/accounts";
import { useEnvironment } from "../testing/app-environment";
import { openTestDatabase, type TestDatabase } from "../testing/database";
import { changePassword } from "./change-password";
import { ensureFirstAdmin } from "./first-admin";
import { createInvitation, ensureFirstAdminInvitation, findInvitation } from "./invitations";
import { readActor } from "./read-actor";
import { setRole } from "./set-role";
import { getSignUpMode, setSignUpMode } from "./settings";
import { signIn } from "./sign-in";
import { signInElsewhere } from "./sign-in-elsewhere";
import { signUp } from "./sign-up";
import { suspendUser, unsuspendUser } from "./suspend-user";
import { createToken, findActorByToken } from "./tokens";
import { updateProfile } from "./update-profile";
import { listUsers, setTier } from "./users";

let database: TestDatabase;
const password = "a long and quiet river";
const address = "10.0.0.1";

beforeAll(async () => {
  useEnvironment();
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.empty();
  useEnvironment();
});

const tokenOf = (url: string | null) => new URL(url ?? "").searchParams.get("invitation") ?? "";
const person = (email: string, invitation?: string) => ({ name: "Marie", email, password, invitation });

test("the first admin's link works once, is renewed at each start, and dies when there is an admin", async () => {
  const stale = tokenOf(await ensureFirstAdminInvitation());
  const fresh = tokenOf(await ensureFirstAdmin());
  expect(await findInvitation(stale)).toBeNull();
  expect(await findInvitation(fresh)).toEqual({ role: "admin", tier: "premium", isFirstAdmin: true });
  const both = await Promise.allSettled([
    signUp(person("a@example.org", fresh), address),
    signUp(person("b@example.org", fresh), address),
  ]);
  expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await ensureFirstAdminInvitation()).toBeNull();
  expect(await findInvitation(fresh)).toBeNull();
});

test("an unattended start makes the admin and the token once, and leaves later changes alone", async () => {
  const token = `apl_${"abcdefghijklmnopqrst".repeat(2)}`;
  const environment = { ADMIN_EMAIL: "Root@example.org", ADMIN_PASSWORD: password, ADMIN_API_TOKEN: token };
  useEnvironment(environment);
  expect(await ensureFirstAdmin()).toBeNull();
  expect(await ensureFirstAdmin()).toBeNull();
  expect(await findActorByToken(token)).toMatchObject({ role: "admin", email: "root@example.org" });
  const claims = await signIn({ email: "root@example.org", password, address });
  expect((await readActor(claims))?.channel?.handle).toBe("root-live");
  useEnvironment({ ...environment, ADMIN_PASSWORD: "password12345" });
  await expect(ensureFirstAdmin()).rejects.toThrow("ADMIN_PASSWORD");
  for (const name of Object.keys(environment)) delete process.env[name];
});

test("sign-up needs an invitation until an admin opens it", async () => {
  const admin = await makeActor("admin");
  await expect(signUp(person("a@example.org"), address)).rejects.toMatchObject({ code: "sign-up-closed" });
  await expect(signUp(person("a@example.org", "nope"), address)).rejects.toMatchObject({
    code: "invitation-invalid",
  });
  const { url } = await createInvitation(admin, { role: "viewer", tier: "basic" });
  expect(await signUp(person("a@example.org", tokenOf(url)), address)).toMatchObject({ role: "viewer" });
  await setSignUpMode(admin, "open");
  expect(await getSignUpMode()).toBe("open");
  expect(await signUp(person("b@example.org"), address)).toMatchObject({ role: "creator" });
  await expect(signUp(person("B@example.org".toLowerCase()), address)).rejects.toMatchObject({
    code: "email-taken",
  });
});

test("an invitation dies with its writer's powers", async () => {
  const admin = await makeActor("admin");
  const { url } = await createInvitation(admin, { role: "admin", tier: "free" });
  await setRole(await makeActor("admin"), admin.userId, "creator");
  await expect(signUp(person("a@example.org", tokenOf(url)), address)).rejects.toMatchObject({
    code: "invitation-invalid",
  });
});

test("a wrong password, an unknown address and a suspended account are refused alike, and soon rate-limited", async () => {
  await setSignUpMode(await makeActor("admin"), "open");
  const { userId } = await signUp(person("a@example.org"), address);
  const attempt = (email: string, given: string, from = address) =>
    signIn({ email, password: given, address: from });
  await expect(attempt("a@example.org", "wrong")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(attempt("nobody@example.org", password)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await attempt(" A@Example.org", password)).toMatchObject({ userId });
  await suspendUser(await makeActor("admin"), userId);
  await expect(attempt("a@example.org", password)).rejects.toMatchObject({ code: "unauthenticated" });
  for (let count = 0; count < 10; count++)
    await attempt("a@example.org", "wrong", `10.0.1.${count}`).catch(() => {});
  await expect(attempt("a@example.org", password, "10.0.2.1")).rejects.toMatchObject({
    code: "rate-limited",
  });
});

test("a session ends at once with suspension or a new password", async () => {
  await setSignUpMode(await makeActor("admin"), "open");
  const { userId } = await signUp(person("a@example.org"), address);
  const claims = await signIn({ email: "a@example.org", password, address });
  const actor = await readActor(claims);
  if (!actor) throw new Error("no actor");
  await expect(
    changePassword(actor, { current: "wrong", next: "another quiet river" }),
  ).rejects.toMatchObject({
    code: "wrong-password",
  });
  await changePassword(actor, { current: password, next: "another quiet river" });
  expect(await readActor(claims)).toBeNull();
  const renewed = await signIn({ email: "a@example.org", password: "another quiet river", address });
  const admin = await makeActor("admin");
  await suspendUser(admin, userId);
  expect(await readActor(renewed)).toBeNull();
  await unsuspendUser(admin, userId);
  expect(await readActor(renewed)).toBeNull();
});

test("the last admin can be neither demoted nor suspended, also when two try at once", async () => {
  const one = await makeActor("admin");
  await expect(setRole(one, one.userId, "creator")).rejects.toMatchObject({ code: "last-admin" });
  await expect(suspendUser(one, one.userId)).rejects.toMatchObject({ code: "last-admin" });
  const two = await makeActor("admin");
  const both = await Promise.allSettled([
    setRole(one, two.userId, "viewer"),
    setRole(two, one.userId, "viewer"),
  ]);
  expect(both.filter((outcome) => outcome.status === "rejected")).toHaveLength(1);
});

test("only admins govern accounts, and no token does", async () => {
  const admin = await makeActor("admin");
  const creator = await makeActor("creator");
  const bearer = { ...admin, kind: "api-token" as const };
  const denied = { code: "forbidden" };
  for (const actor of [creator, await makeActor("viewer"), bearer]) {
    await expect(listUsers(actor)).rejects.toMatchObject(denied);
    await expect(setRole(actor, creator.userId, "admin")).rejects.toMatchObject(denied);
    await expect(setTier(actor, creator.userId, "premium")).rejects.toMatchObject(denied);
    await expect(suspendUser(actor, admin.userId)).rejects.toMatchObject(denied);
    await expect(unsuspendUser(actor, admin.userId)).rejects.toMatchObject(denied);
    await expect(createInvitation(actor, { role: "admin", tier: "free" })).rejects.toMatchObject(denied);
    await expect(setSignUpMode(actor, "open")).rejects.toMatchObject(denied);
  }
  await expect(createToken(bearer, { name: "x", scopes: ["streams:read"] })).rejects.toMatchObject(denied);
});

test("a stream belongs to its creator: others cannot read its dashboard or key, and viewers cannot create", async () => {
  const mine = await makeActor("creator");
  const stream = await createStream(mine, { title: "Mine" });
  const absent = { code: "not-found" };
  const stranger = await makeActor("creator");
  const admin = await makeActor("admin");
  await expect(getStream(stranger, stream.id)).rejects.toMatchObject(absent);
  await expect(getIngest(stranger, stream.id)).rejects.toMatchObject(absent);
  expect((await getStream(admin, stream.id)).id).toBe(stream.id);
  await expect(getIngest(admin, stream.id)).rejects.toMatchObject(absent);
  await expect(createStream(await makeActor("viewer"), { title: "No" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("handles are unique, never reserved, and a promoted viewer gets one", async () => {
  const [one, two] = [await makeActor("creator", "Ayo"), await makeActor("creator", "Ayo")];
  expect([one.channel?.handle, two.channel?.handle]).toEqual(["ayo", "ayo-2"]);
  await expect(updateProfile(two, { name: "Ayo", handle: "ayo" })).rejects.toMatchObject({
    code: "handle-taken",
  });
  await expect(updateProfile(two, { name: "Ayo", handle: "admin" })).rejects.toMatchObject({
    code: "handle-reserved",
  });
  expect(await updateProfile(two, { name: "Ayo B", handle: "ayo-b" })).toEqual({
    name: "Ayo B",
    handle: "ayo-b",
  });
  const viewer = await makeActor("viewer", "Late");
  await setRole(await makeActor("admin"), viewer.userId, "creator");
  const { users } = await listUsers(await makeActor("admin"), { search: "Late" });
  expect(users[0]?.handle).toBe("late");
});

test("another site's account is never joined to ours by its address", async () => {
  const admin = await makeActor("admin");
  const identity = { issuer: "site", subject: "1", email: admin.email, name: "Mallory" };
  expect(await signInElsewhere({ ...identity, email: "new@example.org" })).toBe("sign-up-closed");
  await setSignUpMode(admin, "open");
  expect(await signInElsewhere(identity)).toBe("email-taken");
  const made = await signInElsewhere({ ...identity, email: "new@example.org" });
  expect(await signInElsewhere({ ...identity, email: "changed@example.org" })).toEqual(made);
});

test("users are paged without gaps, and what admins do is written down", async () => {
  const admin = await makeActor("admin");
  for (let count = 0; count < 4; count++) await makeActor("viewer");
  const first = await listUsers(admin, { limit: 3 });
  const second = await listUsers(admin, { limit: 3, before: first.next ?? "" });
  expect(new Set([...first.users, ...second.users].map((user) => user.id)).size).toBe(5);
  expect(second.next).toBeNull();
  await setTier(admin, admin.userId, "premium");
  const [entry] = await (await db()).select().from(auditLog);
  expect(entry).toMatchObject({
    actor: { kind: "session", id: admin.userId },
    action: "tier.changed",
    after: "premium",
  });
});
