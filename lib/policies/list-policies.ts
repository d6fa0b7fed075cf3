import "server-only";
import { desc } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { type PolicyVersion, toPolicyVersion } from "./policy-version";

const MOST = 200;

/** Newest first, for admins. */
export async function listPolicies(actor: Actor): Promise<readonly PolicyVersion[]> {
  assertAdmin(actor);
  const rows = await (await db())
    .select()
    .from(policies)
    .orderBy(desc(policies.createdAt), desc(policies.id))
    .limit(MOST);
  return rows.map(toPolicyVersion);
}
