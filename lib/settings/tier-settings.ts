import { z } from "zod";
import { TIERS, type Tier } from "../db/schema";
import { LadderRung } from "../wire/stream-settings";

/** Longest retention that can be set, in days: ten years. */
export const MAX_RETENTION_DAYS = 3650;

/** What a tier includes, as admins set it. Each value that is missing or not understood falls back to its default. */
export interface TierSettings {
  /** Whether a new stream is recorded unless its creator says otherwise. */
  readonly isRecorded: boolean;
  /** Days from the end of a recording to its deletion; null keeps it. */
  readonly retentionDays: number | null;
  /** Qualities beside the source, best first; those above a source are left out of its stream. */
  readonly ladder: readonly LadderRung[];
}
export type AllTierSettings = Readonly<Record<Tier, TierSettings>>;

/** Heights that an admin may choose from, with the bitrate that each begins with, in kbit/s. */
export const LADDER_CHOICES: readonly LadderRung[] = [
  { name: "1080p", height: 1080, videoKbps: 4500 },
  { name: "720p", height: 720, videoKbps: 2500 },
  { name: "480p", height: 480, videoKbps: 1200 },
  { name: "360p", height: 360, videoKbps: 700 },
  { name: "240p", height: 240, videoKbps: 350 },
];
const USUAL_LADDER = LADDER_CHOICES.filter(({ height }) => height >= 360 && height <= 720);

export const TIER_DEFAULTS: AllTierSettings = {
  free: { isRecorded: true, retentionDays: 7, ladder: [] },
  basic: { isRecorded: true, retentionDays: 30, ladder: USUAL_LADDER },
  premium: { isRecorded: true, retentionDays: 90, ladder: USUAL_LADDER },
};

const RetentionDays = z.number().int().min(1).max(MAX_RETENTION_DAYS).nullable();

/** A smaller picture never takes more than a larger one: players choose by bitrate. */
export const Ladder = z
  .array(LadderRung)
  .max(LADDER_CHOICES.length)
  .transform((rungs) => [...rungs].sort((a, b) => b.height - a.height))
  .refine((rungs) => new Set(rungs.map(({ height }) => height)).size === rungs.length, "height-twice")
  .refine((rungs) => new Set(rungs.map(({ name }) => name)).size === rungs.length, "height-twice")
  .refine(
    (rungs) =>
      rungs.every((rung, index) => index === 0 || rung.videoKbps < (rungs[index - 1]?.videoKbps ?? 0)),
    "bitrates-not-falling",
  );

/** A change to one tier; what is left out stays. */
export const TierSettingsInput = z.object({
  tier: z.enum(TIERS),
  isRecorded: z.boolean().optional(),
  retentionDays: RetentionDays.optional(),
  ladder: Ladder.optional(),
});
export type TierSettingsInput = z.output<typeof TierSettingsInput>;

/** The stored value, whatever it is, as settings of one tier. Pure. */
export function readTierSettings(tier: Tier, stored: unknown): TierSettings {
  const defaults = TIER_DEFAULTS[tier];
  const values = z.record(z.string(), z.unknown()).catch({}).parse(stored);
  return {
    isRecorded: z.boolean().catch(defaults.isRecorded).parse(values.isRecorded),
    retentionDays: RetentionDays.catch(defaults.retentionDays).parse(values.retentionDays),
    ladder: Ladder.catch([...defaults.ladder]).parse(values.ladder),
  };
}
