import type { ExperienceReport, PlaybackFault, PlaybackWay } from "../../lib/wire/experience";

/** A player's clock and ours differ, and reports are late: so much more than the time that passed is believed, in all, in ms. */
const SLACK_MS = 3_000;
const MINUTE_MS = 60_000;
const ENTRY_MS = 5_000;
/** Whoever begins anew all the time, or fails all the time, counts as once a minute. */
const START_EVERY_MS = 60_000;
const FAULT_EVERY_MS = 60_000;

/** What a report adds to what was known of its viewer. */
export interface Gain {
  readonly watchedMs: number;
  readonly stalledMs: number;
  readonly stalls: number;
  readonly startupMs: number | null;
  readonly fault: PlaybackFault | null;
}

const NOTHING: Gain = { watchedMs: 0, stalledMs: 0, stalls: 0, startupMs: null, fault: null };
type Totals = Pick<ExperienceReport, "watchedMs" | "stalledMs" | "stalls">;

/** What one viewer's reports amount to. Never believes in more time than has passed. */
export class ViewerExperience {
  latencyMs: number | null = null;
  way: PlaybackWay | null = null;
  private run: number | null = null;
  private known: Totals = { watchedMs: 0, stalledMs: 0, stalls: 0 };
  private hasStarted = false;
  private fault: PlaybackFault | null = null;
  private startedAt = Number.NEGATIVE_INFINITY;
  private faultAt = Number.NEGATIVE_INFINITY;
  /** Time that passed and was not claimed yet. */
  private creditMs = SLACK_MS;
  /** How long pictures stood, lately. */
  private stood: { readonly at: number; ms: number }[] = [];

  /** `heardAt`: since when it is a viewer; later, when it was last heard. On the clock of `now`. */
  constructor(
    readonly address: string,
    private heardAt: number,
  ) {}

  note(report: ExperienceReport, now: number): Gain {
    this.creditMs += now - this.heardAt;
    this.heardAt = now;
    const mostMs = this.creditMs;
    const isNewRun = report.run !== this.run;
    if (isNewRun) this.begin(report, mostMs);
    if (report.watchedMs < this.known.watchedMs || report.stalledMs < this.known.stalledMs) return NOTHING;
    const gain = this.gainOf(report, mostMs, now);
    this.creditMs -= gain.watchedMs + gain.stalledMs;
    this.known = { watchedMs: report.watchedMs, stalledMs: report.stalledMs, stalls: report.stalls };
    this.latencyMs = report.latencyMs;
    this.way = report.way;
    this.noteStood(gain.stalledMs, now);
    return gain;
  }

  /** Reports that follow each other closely are one entry: so many fit into a minute. */
  private noteStood(ms: number, now: number): void {
    const last = this.stood.at(-1);
    if (ms === 0) return;
    if (last && now - last.at < ENTRY_MS) last.ms += ms;
    else this.stood = [...this.stood.filter(({ at }) => now - at <= MINUTE_MS), { at: now, ms }];
  }

  isSilent(now: number): boolean {
    return now - this.heardAt > MINUTE_MS;
  }

  /** Within the last minute. */
  stoodMs(now: number): number {
    const lately = this.stood.filter(({ at }) => now - at <= MINUTE_MS);
    return lately.reduce((sum, { ms }) => sum + ms, 0);
  }

  /** A run that is older than we know its viewer began elsewhere: what it says of before is nobody's to count. */
  private begin(report: ExperienceReport, mostMs: number): void {
    const isOld = report.watchedMs + report.stalledMs > mostMs;
    this.run = report.run;
    this.known = isOld
      ? { watchedMs: report.watchedMs, stalledMs: report.stalledMs, stalls: report.stalls }
      : { watchedMs: 0, stalledMs: 0, stalls: 0 };
    this.hasStarted = isOld;
    this.fault = null;
  }

  private gainOf(report: ExperienceReport, mostMs: number, now: number): Gain {
    const watched = report.watchedMs - this.known.watchedMs;
    const stalled = report.stalledMs - this.known.stalledMs;
    const scale = Math.min(1, mostMs / Math.max(1, watched + stalled));
    const isStart = !this.hasStarted && report.startupMs !== null;
    const mayStart = isStart && now - this.startedAt >= START_EVERY_MS;
    if (isStart) this.hasStarted = true;
    if (mayStart) this.startedAt = now;
    const isFault = report.fault !== null && this.fault === null && now - this.faultAt >= FAULT_EVERY_MS;
    if (isFault) this.faultAt = now;
    this.fault ??= report.fault;
    return {
      watchedMs: Math.round(watched * scale),
      stalledMs: Math.round(stalled * scale),
      // One stall a second is more than anybody can see.
      stalls: Math.min(Math.max(0, report.stalls - this.known.stalls), Math.ceil(mostMs / 1_000)),
      startupMs: mayStart ? report.startupMs : null,
      fault: isFault ? report.fault : null,
    };
  }
}
