import type { PlaybackSource } from "@/lib/wire/playback";
import { readAbilities } from "./abilities";
import { type LatencyWish, rememberedLatencyWish, rememberLatencyWish } from "./latency-wish";
import { orderSources } from "./order-sources";
import { rememberedWays } from "./way-memory";

/** By which of a stream's sources this viewer watches: by the wished ones, or by those that keep what was before. */
export class SourcePlan {
  private chosen: LatencyWish = rememberedLatencyWish();
  /** Seconds behind live that are still to be gone back; null when there is nothing to do. */
  private dueSec: number | null = null;
  private isBack = false;
  private isSized = false;

  constructor(private readonly sources: readonly PlaybackSource[]) {}

  get wish(): LatencyWish {
    return this.chosen;
  }

  /** Whether there is a choice at all. */
  get hasChoice(): boolean {
    return this.sources.some(({ kind }) => kind !== "hls") || this.sources.length > 1;
  }

  /** Of the playlists, which have what others lack: a past, and other qualities. Null without any. */
  get playlistUrl(): string | null {
    return this.sources.find(isSeekable)?.url ?? null;
  }

  /** The sources to play now, best first. */
  get ordered(): PlaybackSource[] {
    const ordered = orderSources(this.sources, this.chosen, rememberedWays(), readAbilities());
    if (!this.isBack && !this.isSized) return ordered;
    return [...ordered.filter(isSeekable), ...ordered.filter((source) => !isSeekable(source))];
  }

  get canGoBack(): boolean {
    return orderSources(this.sources, this.chosen, rememberedWays(), readAbilities()).some(isSeekable);
  }

  /** A picture of another size than the source's is only in the playlists. */
  chooseSize(isOther: boolean): void {
    this.isSized = isOther;
  }

  /** Remembered on this device, for other streams too. */
  choose(wish: LatencyWish): void {
    this.chosen = wish;
    this.isSized = false;
    rememberLatencyWish(wish);
    this.goLive();
  }

  /** What is shown as it arrives has no past: from now on it is one of the sources that have. */
  goBack(behindSec: number): void {
    this.isBack = true;
    this.dueSec = behindSec;
  }

  goLive(): void {
    this.isBack = false;
    this.dueSec = null;
  }

  /** How far to go back now that something can be sought; once. */
  takeDue(): number | null {
    const due = this.dueSec;
    this.dueSec = null;
    return due;
  }
}

function isSeekable({ kind }: PlaybackSource): boolean {
  return kind === "hls";
}
