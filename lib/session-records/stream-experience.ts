import { z } from "zod";
import type { ExperienceMeasure } from "../wire/experience";
import { PlaybackWay } from "../wire/experience";
import { addHistograms, emptyHistogram, type Histogram, percentileOf } from "../wire/histogram";

/** As stored with a stream: its newest measure, and the sum of all. */
export interface StoredExperience {
  /** Epoch ms of the newest measure. */
  readonly at: number;
  readonly now: Pick<ExperienceMeasure, "reporting" | "waiting" | "latencyMs" | "ways">;
  readonly viewers: number;
  readonly starts: Histogram;
  readonly latencies: Histogram;
  readonly watchedMs: number;
  readonly stalledMs: number;
  readonly stalls: number;
  readonly faults: number;
}

const whole = z.number().int();
const milliseconds = whole.nullable();

/** What viewers' players reported of a stream, as its owner sees it. Half of them had it better than a median, half worse. */
export const StreamExperience = z
  .object({
    now: z
      .object({
        reporting: whole.meta({ description: "Viewers whose players reported within the last minute." }),
        waiting: whole.meta({ description: "Those of them who waited for more than a second within it." }),
        latencyMs: milliseconds.meta({ description: "Median delay behind the encoder." }),
        ways: z.partialRecord(PlaybackWay, whole).meta({ description: "How they get the stream." }),
      })
      .nullable()
      .meta({ description: "Null once the stream is over." }),
    viewers: whole.meta({ description: "Viewers whose players reported at all." }),
    startupMs: milliseconds.meta({ description: "Median time to the first picture." }),
    slowStartupMs: milliseconds.meta({ description: "Nine of ten had the first picture by then." }),
    latencyMs: milliseconds.meta({ description: "Median delay over the whole stream." }),
    rebufferRatio: z
      .number()
      .nullable()
      .meta({ description: "Time that pictures stood for want of data, as a share of the time watched." }),
    stalls: whole.meta({ description: "How often they stood." }),
    faults: whole.meta({ description: "Players that gave up for good." }),
  })
  .meta({ id: "StreamExperience" });
export type StreamExperience = z.infer<typeof StreamExperience>;

const NOTHING: Omit<StoredExperience, "at" | "now"> = {
  viewers: 0,
  starts: emptyHistogram(),
  latencies: emptyHistogram(),
  watchedMs: 0,
  stalledMs: 0,
  stalls: 0,
  faults: 0,
};

/** Pure. A measure that comes late still counts, and is not the newest. */
export function addMeasure(
  before: StoredExperience | null,
  measure: ExperienceMeasure,
  atMs: number,
): StoredExperience {
  const known = before ?? NOTHING;
  const { reporting, waiting, latencyMs, ways } = measure;
  const isNewest = !before || atMs >= before.at;
  return {
    at: isNewest ? atMs : before.at,
    now: isNewest ? { reporting, waiting, latencyMs, ways } : before.now,
    viewers: known.viewers + measure.viewers,
    starts: addHistograms(known.starts, measure.starts),
    latencies: addHistograms(known.latencies, measure.latencies),
    watchedMs: known.watchedMs + measure.watchedMs,
    stalledMs: known.stalledMs + measure.stalledMs,
    stalls: known.stalls + measure.stalls,
    faults: known.faults + countFaults(measure),
  };
}

export function countFaults({ faults }: Pick<ExperienceMeasure, "faults">): number {
  return Object.values(faults).reduce((sum, count) => sum + count, 0);
}

/** A media server that fell silent doesn't say that nobody reports any more. */
const STALE_MS = 60_000;
const NOBODY = { reporting: 0, waiting: 0, latencyMs: null, ways: {} };

/** Null while nobody has reported. */
export function toStreamExperience(
  stored: StoredExperience | null,
  isOnAir: boolean,
  nowMs = Date.now(),
): StreamExperience | null {
  if (!stored) return null;
  const { watchedMs, stalledMs, starts, latencies, viewers, stalls, faults } = stored;
  const sum = watchedMs + stalledMs;
  return {
    now: isOnAir ? (nowMs - stored.at > STALE_MS ? NOBODY : stored.now) : null,
    viewers,
    startupMs: percentileOf(starts, 0.5),
    slowStartupMs: percentileOf(starts, 0.9),
    latencyMs: percentileOf(latencies, 0.5),
    rebufferRatio: sum > 0 ? stalledMs / sum : null,
    stalls,
    faults,
  };
}
