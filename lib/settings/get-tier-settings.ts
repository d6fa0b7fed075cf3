import "server-only";
import { inArray } from "drizzle-orm";
import { db } from "../db/client";
import type { Database, Transaction } from "../db/open-database";
import { settings, TIERS, type Tier } from "../db/schema";
import { type AllTierSettings, readTierSettings, type TierSettings } from "./tier-settings";

/** Key of a tier's row in `settings`. */
export function tierKey(tier: Tier): string {
  return `tier.${tier}`;
}

export async function getTierSettings(via?: Database | Transaction): Promise<AllTierSettings> {
  const rows = await (via ?? (await db()))
    .select()
    .from(settings)
    .where(inArray(settings.key, TIERS.map(tierKey)));
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const of = (tier: Tier): TierSettings => readTierSettings(tier, stored.get(tierKey(tier)));
  return { free: of("free"), basic: of("basic"), premium: of("premium") };
}
