import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { lockPolicies, takePolicy } from "./activate";

/** Only drafts: a scheduled one is taken off the schedule first, and what decided once stays. Throws `forbidden`, `not-found`. */
export async function deletePolicyDraft(actor: Actor, id: string): Promise<void> {
  assertAdmin(actor);
  await (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const { policy: before } = await takePolicy(tx, id, ["draft"]);
    await tx.delete(policies).where(eq(policies.id, id));
    await recordAudit(tx, { actor, action: "policy.deleted", target: id, before });
  });
}
