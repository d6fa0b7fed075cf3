import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { settings } from "../db/schema";
import { getTierSettings, tierKey } from "./get-tier-settings";
import type { TierSettings, TierSettingsInput } from "./tier-settings";

/** Holds for streams created, and recordings finished, from now on: nobody's recording goes sooner than it was told. */
export async function setTierSettings(actor: Actor, input: TierSettingsInput): Promise<TierSettings> {
  assertAdmin(actor);
  const { tier, ...change } = input;
  return (await db()).transaction(async (tx) => {
    const before = (await getTierSettings(tx))[tier];
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const after: TierSettings = { ...before, ...Object.fromEntries(given) };
    await tx
      .insert(settings)
      .values({ key: tierKey(tier), value: after })
      .onConflictDoUpdate({ target: settings.key, set: { value: after } });
    await recordAudit(tx, { actor, action: "setting.changed", target: tierKey(tier), before, after });
    return after;
  });
}
