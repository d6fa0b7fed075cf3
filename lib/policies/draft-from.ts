import "server-only";
import { eq } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import { DEFAULT_POLICY, READY_MADE } from "../routing/ready-made";
import { findActive } from "./activate";
import type { PolicyVersion } from "./policy-version";
import { savePolicyDraft } from "./save-draft";

/** What a draft begins as: what decides now, a ready-made policy by its id, or an earlier version by its own. */
export type DraftSource = { readonly readyMade: string } | { readonly version: string } | "active";

/** Throws `forbidden`, `not-found`. */
export async function draftPolicyFrom(actor: Actor, source: DraftSource): Promise<PolicyVersion> {
  assertAdmin(actor);
  const policy = await find(source);
  if (!policy) throw new AppError("not-found", "no such policy");
  return savePolicyDraft(actor, policy);
}

async function find(source: DraftSource) {
  if (source === "active") return (await findActive(await db()))?.policy ?? DEFAULT_POLICY;
  if ("readyMade" in source) return READY_MADE.find(({ id }) => id === source.readyMade);
  const [row] = await (await db()).select().from(policies).where(eq(policies.id, source.version));
  return row?.policy;
}
