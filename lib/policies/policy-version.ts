import { z } from "zod";
import type { policies } from "../db/schema";
import type { RoutingPolicy } from "../routing/policy";

export const POLICY_STATES = ["draft", "scheduled", "active", "retired"] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

/** Why somebody changes where streams go; stands in the audit log. */
export const ChangeReason = z.string().trim().min(1).max(500);

/** Payload: nothing that is read. Each process forgets the policy it kept. */
export const POLICY_CHANGED = "policy_changed";

export type PolicyRow = typeof policies.$inferSelect;

/** A version as admins see it. Plain data; times are epoch ms. */
export interface PolicyVersion {
  readonly id: string;
  readonly state: PolicyState;
  readonly policy: RoutingPolicy;
  readonly createdAt: number;
  readonly switchAt: number | null;
  readonly activatedAt: number | null;
  /** The version it took the place of. */
  readonly replacedId: string | null;
}

export function toPolicyVersion(row: PolicyRow): PolicyVersion {
  const { id, state, policy, replacedId } = row;
  return {
    id,
    state,
    policy,
    createdAt: row.createdAt.getTime(),
    switchAt: row.switchAt?.getTime() ?? null,
    activatedAt: row.activatedAt?.getTime() ?? null,
    replacedId,
  };
}
