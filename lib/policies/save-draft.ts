import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { RoutingPolicy } from "../routing/policy";
import { randomText } from "../secrets/random-text";
import { type PolicyVersion, toPolicyVersion } from "./policy-version";

/** A new version that decides nothing yet. A draft may name what is not configured. Throws `forbidden`, `ZodError`. */
export async function savePolicyDraft(actor: Actor, input: unknown): Promise<PolicyVersion> {
  assertAdmin(actor);
  const policy = RoutingPolicy.parse(input);
  return (await db()).transaction(async (tx) => {
    const values = { id: randomText(16), state: "draft", policy, createdBy: actor.userId } as const;
    const [row] = await tx.insert(policies).values(values).returning();
    if (!row) throw new Error("the draft was not stored");
    await recordAudit(tx, { actor, action: "policy.drafted", target: row.id, after: policy });
    return toPolicyVersion(row);
  });
}
