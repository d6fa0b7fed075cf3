import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY } from "../routing/ready-made";
import type { Switch } from "../routing/stage-switch";
import { findActive } from "./activate";
import { planSwitch, type SwitchInput } from "./switch-primary";

/** A step of a switch before it is taken. */
export interface SwitchPlan {
  readonly step: Switch;
  /** What decides now. */
  readonly before: RoutingPolicy;
  readonly after: RoutingPolicy;
}

/** Changes nothing. Throws `forbidden`, and `invalid-input` as `switchPrimary` does. */
export async function getSwitchPlan(actor: Actor, step: SwitchInput): Promise<SwitchPlan> {
  assertAdmin(actor);
  const before = (await findActive(await db()))?.policy ?? DEFAULT_POLICY;
  return { step, before, after: planSwitch(before, step) };
}
