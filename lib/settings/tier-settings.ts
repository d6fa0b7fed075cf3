import { z } from "zod";
import { TIERS, type Tier } from "../db/schema";

/** Longest retention that can be set, in days: ten years. */
export const MAX_RETENTION_DAYS = 3650;

/** What a tier includes, as admins set it. Each value that is missing or not understood falls back to its default. */
export interface TierSettings {
  /** Whether a new stream is recorded unless its creator says otherwise. */
  readonly isRecorded: boolean;
  /** Days from the end of a recording to its deletion; null keeps it. */
  readonly retentionDays: number | null;
}
export type AllTierSettings = Readonly<Record<Tier, TierSettings>>;

export const TIER_DEFAULTS: AllTierSettings = {
  free: { isRecorded: true, retentionDays: 7 },
  basic: { isRecorded: true, retentionDays: 30 },
  premium: { isRecorded: true, retentionDays: 90 },
};

const RetentionDays = z.number().int().min(1).max(MAX_RETENTION_DAYS).nullable();

/** A change to one tier; what is left out stays. */
export const TierSettingsInput = z.object({
  tier: z.enum(TIERS),
  isRecorded: z.boolean().optional(),
  retentionDays: RetentionDays.optional(),
});
export type TierSettingsInput = z.output<typeof TierSettingsInput>;

/** The stored value, whatever it is, as settings of one tier. Pure. */
export function readTierSettings(tier: Tier, stored: unknown): TierSettings {
  const defaults = TIER_DEFAULTS[tier];
  const values = z.record(z.string(), z.unknown()).catch({}).parse(stored);
  return {
    isRecorded: z.boolean().catch(defaults.isRecorded).parse(values.isRecorded),
    retentionDays: RetentionDays.catch(defaults.retentionDays).parse(values.retentionDays),
  };
}
