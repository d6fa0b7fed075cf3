import "server-only";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { AppError } from "../errors";
import { listConfigured } from "../providers/get-provider";
import { isSame } from "../routing/is-same";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY } from "../routing/ready-made";
import { findSwitch, stageSwitch } from "../routing/stage-switch";
import { activateAnew, findActive, lockPolicies } from "./activate";
import { ChangeReason, type PolicyVersion, toPolicyVersion } from "./policy-version";

const Id = z.string().min(1).max(64);

/** From whom to whom, and for how many of every hundred creators. */
export const SwitchInput = z.strictObject({ from: Id, to: Id, percent: z.number().int().min(1).max(100) });
export type SwitchInput = z.infer<typeof SwitchInput>;

/**
 * One step of a switch, applied: begins it, or moves the one under way to another share. By what decides now, so nothing
 * that somebody else changed is lost. Throws `forbidden`, `invalid-input` where `to` is not set up, where nothing goes to
 * `from` first, or while another switch is under way.
 */
export async function switchPrimary(
  actor: Actor,
  input: SwitchInput & { readonly reason: string },
): Promise<PolicyVersion> {
  assertAdmin(actor);
  const { reason: told, ...wish } = input;
  const reason = ChangeReason.parse(told);
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const policy = planSwitch((await findActive(tx))?.policy ?? DEFAULT_POLICY, wish);
    const how = { actor, action: "policy.applied", reason, nowMs: Date.now() } as const;
    return toPolicyVersion(await activateAnew(tx, policy, how));
  });
}

/** What a step would make of a policy. Throws `invalid-input` as `switchPrimary` does. */
export function planSwitch(before: RoutingPolicy, input: SwitchInput): RoutingPolicy {
  const wish = SwitchInput.parse(input);
  const running = findSwitch(before);
  if (running && (running.from !== wish.from || running.to !== wish.to))
    throw refusal("Another switch is under way. End it or take it back first.");
  if (!listConfigured().includes(wish.to)) throw refusal("The provider to switch to is not set up.");
  const after = stageSwitch(before, wish);
  if (isSame(before, after)) throw refusal("This step changes nothing.");
  return after;
}

function refusal(userMessage: string): AppError {
  return new AppError("invalid-input", userMessage, { userMessage });
}
