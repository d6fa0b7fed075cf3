import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import { isSame } from "../routing/is-same";
import { RoutingPolicy } from "../routing/policy";
import { lockPolicies, takePolicy } from "./activate";
import { type PolicyVersion, toPolicyVersion } from "./policy-version";

/**
 * Writes a draft anew; what is wrong with it is no hindrance. `before` is what its editor began with: somebody else's changes
 * meanwhile are not overwritten. Throws `forbidden`, `not-found`, `invalid-input` with the field `before`, `ZodError`.
 */
export async function updatePolicyDraft(
  actor: Actor,
  input: { readonly id: string; readonly before: unknown; readonly policy: unknown },
): Promise<PolicyVersion> {
  assertAdmin(actor);
  const policy = RoutingPolicy.parse(input.policy);
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const { policy: before } = await takePolicy(tx, input.id, ["draft"]);
    if (!isSame(before, input.before))
      throw new AppError("invalid-input", "the draft was changed meanwhile", {
        userMessage: "Somebody else changed this draft meanwhile. Reload it first.",
        fieldErrors: { before: ["changed-meanwhile"] },
      });
    const [row] = await tx.update(policies).set({ policy }).where(eq(policies.id, input.id)).returning();
    if (!row) throw new AppError("unexpected", "the draft was not stored");
    await recordAudit(tx, { actor, action: "policy.edited", target: row.id, before, after: policy });
    return toPolicyVersion(row);
  });
}
