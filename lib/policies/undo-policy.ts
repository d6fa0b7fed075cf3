import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { AppError } from "../errors";
import { DEFAULT_POLICY } from "../routing/ready-made";
import { activateAnew, findActive, lockPolicies, takePolicy } from "./activate";
import { ChangeReason, type PolicyVersion, toPolicyVersion } from "./policy-version";

/**
 * Brings back what the active version took the place of, which before the first was the default, as a new version: history
 * stays as it was, and undoing twice is doing again. Throws `forbidden`, `not-found` where none was applied yet,
 * `invalid-input` where what came before can't carry everybody any more.
 */
export async function undoPolicy(actor: Actor, input: { readonly reason: string }): Promise<PolicyVersion> {
  assertAdmin(actor);
  const reason = ChangeReason.parse(input.reason);
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const active = await findActive(tx);
    if (!active) throw new AppError("not-found", "no policy was applied");
    const { replacedId } = active;
    const policy = replacedId ? (await takePolicy(tx, replacedId, ["retired"])).policy : DEFAULT_POLICY;
    const how = { actor, action: "policy.undone", reason, nowMs: Date.now() } as const;
    return toPolicyVersion(await activateAnew(tx, policy, how));
  });
}
