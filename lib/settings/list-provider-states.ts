import "server-only";
import { count, inArray } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { currentPolicy } from "../policies/current-policy";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { Capabilities } from "../providers/contract";
import { listConfigured } from "../providers/get-provider";
import { type ProviderHealth, providerHealth } from "../providers/health";
import { listProviders } from "../providers/registry";
import { ON_AIR } from "../streams/broadcast-machine";

/** A provider as operators see it: facts only, and nothing of its credentials. */
export interface ProviderState {
  readonly id: string;
  readonly label: string;
  /** Where the policy that decides sends whatever no rule names. */
  readonly isDefault: boolean;
  readonly isConfigured: boolean;
  /** As it is set up; what it could do where it is not. */
  readonly capabilities: Capabilities;
  /** As this web process knows it. */
  readonly health: ProviderHealth;
  readonly streamsOnAir: number;
}

/** In the registry's order. Asks no provider. Throws `forbidden` for whoever is no admin. */
export async function listProviderStates(actor: Actor): Promise<readonly ProviderState[]> {
  assertAdmin(actor);
  const rows = await (await db())
    .select({ provider: streams.provider, count: count() })
    .from(streams)
    .where(inArray(streams.broadcast, [...ON_AIR]))
    .groupBy(streams.provider);
  const onAir = new Map(rows.map((row) => [row.provider, row.count]));
  const configured = listConfigured();
  const { otherwise } = await currentPolicy();
  return listProviders().map(({ id, label, capabilities }) => ({
    id,
    label,
    isDefault: id === otherwise[0],
    isConfigured: configured.includes(id),
    capabilities: capabilitiesOf(id) ?? capabilities,
    health: providerHealth(id),
    streamsOnAir: onAir.get(id) ?? 0,
  }));
}
