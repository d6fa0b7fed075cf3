import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { activate, lockPolicies, takePolicy } from "./activate";
import { ChangeReason, type PolicyVersion, toPolicyVersion } from "./policy-version";

/** Streams made from now on go by this draft, or by this one before its time. Throws `forbidden`, `not-found`, `invalid-input`. */
export async function applyPolicy(
  actor: Actor,
  input: { readonly id: string; readonly reason: string },
): Promise<PolicyVersion> {
  assertAdmin(actor);
  const reason = ChangeReason.parse(input.reason);
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const row = await takePolicy(tx, input.id, ["draft", "scheduled"]);
    const how = { actor, action: "policy.applied", reason, nowMs: Date.now() } as const;
    return toPolicyVersion(await activate(tx, row, how));
  });
}
