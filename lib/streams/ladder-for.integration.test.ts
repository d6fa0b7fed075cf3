import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "../auth/actor";
import { setTier } from "../auth/users";
import { db } from "../db/client";
import { auditLog } from "../db/schema";
import { setTierSettings } from "../settings/set-tier-settings";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { createStream } from "./create-stream";
import { ladderFor } from "./ladder-for";

useBackend();
let admin: Actor;
const LADDER = [{ name: "480p", height: 480, videoKbps: 900 }];

beforeEach(async () => {
  admin = await makeActor("admin");
});

test("a stream has the ladder of its creator's tier, as an admin has set it", async () => {
  const creator = await makeActor("creator");
  const { id } = await createStream(creator, { title: "Song" });
  expect(await ladderFor(id)).toEqual([]);
  await setTierSettings(admin, { tier: "free", ladder: LADDER });
  expect(await ladderFor(id)).toEqual(LADDER);
  await setTier(admin, creator.userId, "premium");
  expect((await ladderFor(id)).map(({ name }) => name)).toEqual(["720p", "480p", "360p"]);
  expect(await ladderFor("nobodys-stream")).toEqual([]);
});

test("a change is written down, and only an admin makes one", async () => {
  await setTierSettings(admin, { tier: "basic", ladder: LADDER });
  const [entry] = await (await db()).select().from(auditLog).where(eq(auditLog.target, "tier.basic"));
  expect(entry).toMatchObject({ action: "setting.changed", after: { ladder: LADDER, retentionDays: 30 } });
  const creator = await makeActor("creator");
  await expect(setTierSettings(creator, { tier: "basic", ladder: [] })).rejects.toMatchObject({
    code: "forbidden",
  });
});
