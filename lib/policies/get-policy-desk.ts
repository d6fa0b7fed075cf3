import "server-only";
import { eq } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY } from "../routing/ready-made";
import type { PolicyProblem } from "../routing/validate-policy";
import { findActive } from "./activate";
import { checkPolicy } from "./assert-appliable";
import { type DeskVersion, listRoutingProviders, type RoutingProvider } from "./get-routing-desk";
import { listPolicyDeeds } from "./list-deeds";
import { idsOf, listNamedCreators, type NamedCreator } from "./named-creators";
import { toPolicyVersion } from "./policy-version";

/** One version, beside what decides now. */
export interface PolicyDesk {
  readonly version: DeskVersion;
  readonly problems: readonly PolicyProblem[];
  readonly active: RoutingPolicy;
  readonly providers: readonly RoutingProvider[];
  /** Whom the rules of both name, as far as they are there. */
  readonly creators: readonly NamedCreator[];
}

/** Throws `forbidden`, `not-found`. */
export async function getPolicyDesk(actor: Actor, id: string): Promise<PolicyDesk> {
  assertAdmin(actor);
  const database = await db();
  const [row] = await database.select().from(policies).where(eq(policies.id, id));
  if (!row) throw new AppError("not-found", "no such policy");
  const [found, deeds] = await Promise.all([findActive(database), listPolicyDeeds([id])]);
  const active = found?.policy ?? DEFAULT_POLICY;
  const creators = await listNamedCreators([row.policy, active]);
  return {
    version: { ...toPolicyVersion(row), deed: deeds.get(id) ?? null },
    problems: checkPolicy(row.policy, idsOf(creators)),
    providers: listRoutingProviders(),
    ...{ active, creators },
  };
}
