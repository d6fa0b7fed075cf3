import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import { randomText } from "../secrets/random-text";
import { activate, findActive, lockPolicies, takePolicy } from "./activate";
import { ChangeReason, type PolicyVersion, toPolicyVersion } from "./policy-version";

/**
 * Brings back what the active version took the place of, as a new version: history stays as it was, and undoing twice
 * is doing again. Throws `forbidden`, `not-found` where nothing came before, `invalid-input` where that can't carry everybody any more.
 */
export async function undoPolicy(actor: Actor, input: { readonly reason: string }): Promise<PolicyVersion> {
  assertAdmin(actor);
  const reason = ChangeReason.parse(input.reason);
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const active = await findActive(tx);
    if (!active?.replacedId) throw new AppError("not-found", "no policy came before");
    const { policy } = await takePolicy(tx, active.replacedId, ["retired"]);
    const values = { id: randomText(16), state: "draft", policy, createdBy: actor.userId } as const;
    const [copy] = await tx.insert(policies).values(values).returning();
    if (!copy) throw new AppError("unexpected", "the policy was not stored");
    const how = { actor, action: "policy.undone", reason, nowMs: Date.now() } as const;
    return toPolicyVersion(await activate(tx, copy, how));
  });
}
