import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { users } from "../db/schema";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { findCreators } from "./find-creators";
import { listNamedCreators } from "./named-creators";

useBackend();
let admin: Actor;

beforeEach(async () => {
  admin = await makeActor("admin", "Rose Admin");
});

const namesFor = async (text: string) => (await findCreators(admin, text)).creators.map(({ name }) => name);

test("a creator is found by parts of a name, with or without accents, by the handle, and by the account's id", async () => {
  const elise = await makeActor("creator", "Élise Jean-Baptiste");
  await makeActor("creator", "Ti Jo");
  await makeActor("viewer", "Élise who only watches");
  for (const text of ["elise", "ÉLISE", "bapt eli", ` ${elise.userId} `, `@${elise.channel?.handle}`])
    expect(await namesFor(text)).toEqual(["Élise Jean-Baptiste"]);
  expect(await findCreators(admin, "elise")).toEqual({
    creators: [{ id: elise.userId, name: "Élise Jean-Baptiste", handle: elise.channel?.handle }],
    isMore: false,
  });
  for (const text of ["", "   ", "@@", "nobody", "elise jo", "%", "_", "\\", "\0", elise.userId.slice(1)])
    expect(await namesFor(text)).toEqual([]);
});

test("whose handle begins with it comes first, and of many only so many that can be read", async () => {
  for (let count = 1; count <= 9; count += 1) await makeActor("creator", `A fan of Zed ${count}`);
  await makeActor("creator", "Zed");
  const found = await findCreators(admin, "zed");
  expect(found.creators).toHaveLength(8);
  expect(found.creators[0]?.name).toBe("Zed");
  expect(found.isMore).toBe(true);
});

test("whom rules name is known by name, however many they are; accounts that are gone are missing", async () => {
  const [here, gone] = [await makeActor("creator", "Here"), await makeActor("creator", "Gone")];
  await (await db()).delete(users).where(eq(users.id, gone.userId));
  const many = Array.from({ length: 70_000 }, (_, index) => `nobody-${index}`);
  const rule = (id: string, creatorIds: string[]) => ({ id, when: { creatorIds }, use: ["own"] });
  const policy = {
    ...{ version: "policy/1" as const, id: "test", otherwise: ["own"] },
    ...{ creatorsMayChoose: false, creatorChoices: [] },
    rules: [rule("a", [here.userId, gone.userId]), rule("b", [...many, here.userId])],
  };
  expect(await listNamedCreators([policy])).toMatchObject([{ id: here.userId, name: "Here" }]);
  expect(await listNamedCreators([{ ...policy, rules: [] }])).toEqual([]);
});

test("nobody but admins looks for accounts", async () => {
  for (const role of ["creator", "viewer"] as const)
    await expect(findCreators(await makeActor(role), "rose")).rejects.toMatchObject({ code: "forbidden" });
});
