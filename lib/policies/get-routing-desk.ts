import "server-only";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY, READY_MADE } from "../routing/ready-made";
import type { Switch } from "../routing/stage-switch";
import type { PolicyProblem } from "../routing/validate-policy";
import { findActive } from "./activate";
import { checkPolicy } from "./assert-appliable";
import { findRunningSwitch, findVersion } from "./find-running-switch";
import { listPolicyDeeds, type PolicyDeed } from "./list-deeds";
import { listPolicies } from "./list-policies";
import { idsOf, listNamedCreators, type NamedCreator } from "./named-creators";
import { type PolicyVersion, toPolicyVersion } from "./policy-version";

/** A provider as policies speak of it. */
export interface RoutingProvider {
  readonly id: string;
  readonly label: string;
  readonly isConfigured: boolean;
}

export interface DeskVersion extends PolicyVersion {
  /** Null for versions that the audit log knows nothing of. */
  readonly deed: PolicyDeed | null;
}

/** Everything that admins see of routing. Plain data; times are epoch ms. */
export interface RoutingDesk {
  /** What decides now. */
  readonly policy: RoutingPolicy;
  /** Its version; null while it is the default that nobody applied. */
  readonly active: DeskVersion | null;
  readonly problems: readonly PolicyProblem[];
  /** Whom its rules name, as far as they are there. */
  readonly creators: readonly NamedCreator[];
  /** Id of the policy that undoing brings back; null where nothing was applied yet. */
  readonly undoTo: string | null;
  readonly running: (Switch & { readonly sinceMs: number; readonly before: string }) | null;
  /** Newest first, the active one among them. */
  readonly versions: readonly DeskVersion[];
  readonly readyMade: readonly {
    readonly policy: RoutingPolicy;
    readonly problems: readonly PolicyProblem[];
  }[];
  /** In the registry's order. */
  readonly providers: readonly RoutingProvider[];
}

/** Asks no provider. Throws `forbidden` for whoever is no admin. */
export async function getRoutingDesk(actor: Actor): Promise<RoutingDesk> {
  const database = await db();
  const [listed, row] = await Promise.all([listPolicies(actor), findActive(database)]);
  // The one that decides may be older than all that are listed.
  const plain = row && !listed.some(({ id }) => id === row.id) ? [...listed, toPolicyVersion(row)] : listed;
  const deeds = await listPolicyDeeds(plain.map(({ id }) => id));
  const versions = plain.map((one) => ({ ...one, deed: deeds.get(one.id) ?? null }));
  const active = versions.find(({ id }) => id === row?.id) ?? null;
  const policy = active?.policy ?? DEFAULT_POLICY;
  const [running, replaced, creators] = await Promise.all([
    findRunningSwitch(database, row),
    findVersion(database, row?.replacedId ?? null),
    listNamedCreators([policy]),
  ]);
  return {
    ...{ policy, active, versions, creators },
    problems: checkPolicy(policy, idsOf(creators)),
    undoTo: active ? (replaced?.policy ?? DEFAULT_POLICY).id : null,
    running: running && { ...running, before: running.before.id },
    readyMade: READY_MADE.map((one) => ({ policy: one, problems: checkPolicy(one) })),
    providers: listRoutingProviders(),
  };
}

export function listRoutingProviders(): readonly RoutingProvider[] {
  const configured = new Set(listConfigured());
  return listProviders().map(({ id, label }) => ({ id, label, isConfigured: configured.has(id) }));
}
