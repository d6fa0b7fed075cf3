import { z } from "zod";
import { Histogram } from "./histogram";
import { ID_PATTERN } from "./limits";
import { PlaybackSource } from "./playback";

/** How a viewer's player gets the stream: the kind of its source. */
export const PLAYBACK_WAYS = PlaybackSource.options.map(({ shape }) => shape.kind.value);
export const PlaybackWay = z.enum(PLAYBACK_WAYS);
export type PlaybackWay = z.infer<typeof PlaybackWay>;

/** Why a player gave up for good. */
export const PlaybackFault = z.enum(["unsupported", "unknown"]);
export type PlaybackFault = z.infer<typeof PlaybackFault>;

const MAX_DAY_MS = 86_400_000;
const MAX_STALLS = 100_000;
/** Longer ones are somebody's who went away, or invented. */
export const MAX_DURATION_MS = 120_000;
/** What is too much is cut; what is no number of this kind at all is refused. */
const upTo = (most: number) =>
  z
    .number()
    .min(0)
    .transform((value) => Math.round(Math.min(value, most)));

/**
 * What one viewer's player lived through with one stream: totals since it began, so that a report that comes twice, or
 * takes the place of a lost one, changes nothing. Anybody can send anything here: see `media-server/presence/`.
 */
export const ExperienceReport = z.object({
  streamId: z.string().regex(ID_PATTERN),
  /** Made anew by each player: its totals begin at zero. */
  run: z.number().int().min(0).max(0xffff_ffff),
  way: PlaybackWay.nullable().catch(null),
  /** From opening the page, or asking for the stream, to the first picture; null before, or when something else held it up. */
  startupMs: upTo(MAX_DURATION_MS).nullable(),
  /** How long pictures moved. */
  watchedMs: upTo(MAX_DAY_MS),
  /** How long they stood, for want of data, after the first. */
  stalledMs: upTo(MAX_DAY_MS),
  stalls: upTo(MAX_STALLS),
  /** How far behind the encoder the pictures were, on average lately. */
  latencyMs: upTo(MAX_DURATION_MS).nullable(),
  fault: PlaybackFault.nullable().catch("unknown"),
});
export type ExperienceReport = z.infer<typeof ExperienceReport>;

const count = z.number().int().min(0).max(1_000_000);

/** Ten seconds of one stream, over the viewers whose players told. No figure of a single viewer is in it. */
export const ExperienceMeasure = z.object({
  streamId: z.string().regex(ID_PATTERN),
  /** Viewers whose players told within the last minute. */
  reporting: count,
  /** Those of them who had to wait for more than a second within it. */
  waiting: count,
  /** The median of theirs; null when none knows. */
  latencyMs: z.number().int().min(0).max(MAX_DURATION_MS).nullable(),
  ways: z.partialRecord(PlaybackWay, count),
  /** New since the measure before: viewers, starts, ms that pictures moved and stood, stalls, faults. */
  viewers: count,
  starts: Histogram,
  /** One count for each viewer that reports, so that measures add up to a stream's whole. */
  latencies: Histogram,
  watchedMs: z.number().int().min(0),
  stalledMs: z.number().int().min(0),
  stalls: z.number().int().min(0),
  faults: z.partialRecord(PlaybackFault, count),
});
export type ExperienceMeasure = z.infer<typeof ExperienceMeasure>;
