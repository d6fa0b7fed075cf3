import type { Interruption } from "@/components/player/recovery";
import type { PlayerStatus } from "@/components/player/snapshot";
import type { ExperienceReport, PlaybackWay } from "@/lib/wire/experience";

/** What the player shows of itself, as far as it is reported. */
export interface ExperienceFacts {
  readonly status: PlayerStatus;
  readonly interruption: Interruption | null;
  readonly failedCodecs: string;
  readonly hasStarted: boolean;
  readonly mustTapToPlay: boolean;
  readonly way: PlaybackWay | null;
  readonly latencySec: number | null;
  /** Epoch ms. */
  readonly askedAtMs: number;
  readonly startupMs: number | null;
  readonly rebuffers: number;
  readonly rebufferMs: number;
}

/** A computer that slept hasn't watched: more than this between two looks doesn't count, in ms. */
const LONGEST_STEP_MS = 2_000;
/** By how much a delay a second ago weighs less than that of now. */
const FADING_MS = 10_000;

export interface ViewerExperienceOptions {
  readonly streamId: string;
  /** See `ExperienceReport`. */
  readonly run: number;
  /** Epoch ms at which the viewer opened the page; null when the stream was asked for later. */
  readonly openedAtMs: number | null;
}

/** One viewing, as it is reported: fed with what the player shows, several times a second. */
export class ViewerExperience {
  private last: ExperienceFacts | null = null;
  private lastAtMs = 0;
  private watchedMs = 0;
  private latencyMs: number | null = null;
  private startupMs: number | null = null;
  /** Something else than the stream kept the first picture away. */
  private wasHeldUp = false;
  /** Of players that came before on the same page. */
  private earlier = { rebuffers: 0, rebufferMs: 0 };

  constructor(private readonly options: ViewerExperienceOptions) {}

  note(facts: ExperienceFacts, isVisible: boolean, nowMs: number): void {
    const { last } = this;
    const stepMs = Math.min(Math.max(0, nowMs - this.lastAtMs), LONGEST_STEP_MS);
    if (last?.status === "playing") this.watchedMs += stepMs;
    if (facts.status === "playing") this.noteLatency(facts.latencySec, stepMs);
    if (last && facts.rebufferMs < last.rebufferMs) {
      this.earlier = {
        rebuffers: this.earlier.rebuffers + last.rebuffers,
        rebufferMs: this.earlier.rebufferMs + last.rebufferMs,
      };
    }
    const isWaitedFor = isVisible && !facts.mustTapToPlay && facts.interruption !== "creator-away";
    if (!facts.hasStarted && !isWaitedFor) this.wasHeldUp = true;
    if (facts.startupMs !== null && this.startupMs === null) this.startupMs = this.startupOf(facts);
    this.last = facts;
    this.lastAtMs = nowMs;
  }

  /** Null while there is nothing to tell. */
  report(): ExperienceReport | null {
    const { last, earlier } = this;
    if (!last || (!last.hasStarted && last.status !== "failed")) return null;
    return {
      streamId: this.options.streamId,
      run: this.options.run,
      way: last.way,
      startupMs: this.wasHeldUp ? null : this.startupMs,
      watchedMs: Math.round(this.watchedMs),
      stalledMs: Math.round(earlier.rebufferMs + last.rebufferMs),
      stalls: earlier.rebuffers + last.rebuffers,
      latencyMs: this.latencyMs === null ? null : Math.round(this.latencyMs),
      fault: last.status !== "failed" ? null : last.failedCodecs ? "unsupported" : "unknown",
    };
  }

  /** From opening the page where that was for this stream; else from asking for it. */
  private startupOf({ askedAtMs, startupMs }: ExperienceFacts): number | null {
    if (startupMs === null) return null;
    const { openedAtMs } = this.options;
    return Math.max(0, openedAtMs === null ? startupMs : askedAtMs + startupMs - openedAtMs);
  }

  private noteLatency(latencySec: number | null, stepMs: number): void {
    if (latencySec === null) return;
    const ms = Math.max(0, latencySec * 1_000);
    const weight = 1 - Math.exp(-stepMs / FADING_MS);
    this.latencyMs = this.latencyMs === null ? ms : this.latencyMs + (ms - this.latencyMs) * weight;
  }
}
