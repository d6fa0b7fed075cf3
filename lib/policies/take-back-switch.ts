import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { AppError } from "../errors";
import { activateAnew, findActive, lockPolicies } from "./activate";
import { findRunningSwitch } from "./find-running-switch";
import { ChangeReason, type PolicyVersion, toPolicyVersion } from "./policy-version";

/**
 * Brings back what decided before the first step of the switch under way, whatever step it is at; streams that were made
 * meanwhile stay where they are. Throws `forbidden`, `not-found` where none is under way.
 */
export async function takeBackSwitch(
  actor: Actor,
  input: { readonly reason: string },
): Promise<PolicyVersion> {
  assertAdmin(actor);
  const reason = ChangeReason.parse(input.reason);
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const running = await findRunningSwitch(tx, await findActive(tx));
    if (!running) throw new AppError("not-found", "no switch is under way");
    const how = { actor, action: "policy.undone", reason, nowMs: Date.now() } as const;
    return toPolicyVersion(await activateAnew(tx, running.before, how));
  });
}
