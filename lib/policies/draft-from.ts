import "server-only";
import { eq } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY, READY_MADE } from "../routing/ready-made";
import { findActive } from "./activate";
import type { PolicyVersion } from "./policy-version";
import { savePolicyDraft } from "./save-draft";
import { planSwitch, type SwitchInput } from "./switch-primary";

/** What a draft begins as: what decides now, a ready-made policy by its id, an earlier version by its own, or a step of a switch. */
export type DraftSource =
  | { readonly readyMade: string }
  | { readonly version: string }
  | { readonly step: SwitchInput }
  | "active";

/** Throws `forbidden`, `not-found`, and for a step `invalid-input` as `switchPrimary` does. */
export async function draftPolicyFrom(actor: Actor, source: DraftSource): Promise<PolicyVersion> {
  assertAdmin(actor);
  const policy = await find(source);
  if (!policy) throw new AppError("not-found", "no such policy");
  return savePolicyDraft(actor, policy);
}

async function find(source: DraftSource): Promise<RoutingPolicy | undefined> {
  if (source === "active") return current();
  if ("step" in source) return planSwitch(await current(), source.step);
  if ("readyMade" in source) return READY_MADE.find(({ id }) => id === source.readyMade);
  const [row] = await (await db()).select().from(policies).where(eq(policies.id, source.version));
  return row?.policy;
}

async function current(): Promise<RoutingPolicy> {
  return (await findActive(await db()))?.policy ?? DEFAULT_POLICY;
}
