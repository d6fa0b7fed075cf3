import type {
  ExperienceMeasure,
  ExperienceReport,
  PlaybackFault,
  PlaybackWay,
} from "../../lib/wire/experience";
import { countDuration, emptyHistogram } from "../../lib/wire/histogram";
import { ViewerExperience } from "./viewer-experience";

/** Who has stood for longer within a minute has waited. */
const WAITED_MS = 1_000;

export interface ExperienceLimits {
  /** Of one address as many are believed as count as viewers. */
  readonly maxPerAddress: number;
  /** Whether another viewer can be remembered, over all streams. */
  readonly hasRoom: () => boolean;
}

/** Who reports, and since when that viewer is one, on the clock of `now`. */
export interface Reporter {
  readonly viewer: string;
  readonly address: string;
  readonly since: number;
}

type Gains = Pick<ExperienceMeasure, "viewers" | "starts" | "watchedMs" | "stalledMs" | "stalls" | "faults">;

/** The reports on one stream, summed up. What it holds is bounded, whatever arrives. */
export class StreamExperience {
  private readonly viewers = new Map<string, ViewerExperience>();
  private readonly perAddress = new Map<string, number>();
  private gains = noGains();
  private hasNews = false;

  constructor(
    private readonly streamId: string,
    private readonly limits: ExperienceLimits,
  ) {}

  /** False when there is no room for another viewer. */
  note({ viewer, address, since }: Reporter, report: ExperienceReport, now: number): boolean {
    const known = this.viewers.get(viewer) ?? this.remember(viewer, address, since);
    if (!known) return false;
    const gain = known.note(report, now);
    const { gains } = this;
    this.hasNews = true;
    if (gain.startupMs !== null) countDuration(gains.starts, gain.startupMs);
    if (gain.fault) gains.faults[gain.fault] = (gains.faults[gain.fault] ?? 0) + 1;
    this.gains = {
      ...gains,
      watchedMs: gains.watchedMs + gain.watchedMs,
      stalledMs: gains.stalledMs + gain.stalledMs,
      stalls: gains.stalls + gain.stalls,
    };
    return true;
  }

  get size(): number {
    return this.viewers.size;
  }

  /** What is new since the last time; null when nothing is, and nobody reports. Forgets who fell silent. */
  take(now: number): ExperienceMeasure | null {
    const hadNews = this.hasNews;
    for (const [id, viewer] of this.viewers) if (viewer.isSilent(now)) this.forget(id, viewer.address);
    const { gains } = this;
    this.gains = noGains();
    // One measure more when the last viewer has gone: it says that nobody reports.
    this.hasNews = this.viewers.size > 0;
    if (!hadNews) return null;
    const known = [...this.viewers.values()];
    const latencies = known.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
    return {
      streamId: this.streamId,
      reporting: known.length,
      waiting: known.filter((viewer) => viewer.stoodMs(now) > WAITED_MS).length,
      latencyMs: latencies[Math.floor((latencies.length - 1) / 2)] ?? null,
      latencies: histogramOf(latencies),
      ways: countWays(known),
      ...gains,
    };
  }

  private remember(viewer: string, address: string, since: number): ViewerExperience | null {
    const ofAddress = this.perAddress.get(address) ?? 0;
    if (ofAddress >= this.limits.maxPerAddress || !this.limits.hasRoom()) return null;
    const made = new ViewerExperience(address, since);
    this.viewers.set(viewer, made);
    this.perAddress.set(address, ofAddress + 1);
    this.gains = { ...this.gains, viewers: this.gains.viewers + 1 };
    return made;
  }

  private forget(viewer: string, address: string): void {
    this.viewers.delete(viewer);
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }
}

function noGains(): Gains {
  const faults: Partial<Record<PlaybackFault, number>> = {};
  return { viewers: 0, starts: emptyHistogram(), watchedMs: 0, stalledMs: 0, stalls: 0, faults };
}

function histogramOf(durations: readonly number[]) {
  const histogram = emptyHistogram();
  for (const ms of durations) countDuration(histogram, ms);
  return histogram;
}

function countWays(viewers: readonly ViewerExperience[]): Partial<Record<PlaybackWay, number>> {
  const counts: Partial<Record<PlaybackWay, number>> = {};
  for (const { way } of viewers) if (way) counts[way] = (counts[way] ?? 0) + 1;
  return counts;
}
