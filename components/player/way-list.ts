import type { PlaybackSource } from "@/lib/wire/playback";
import type { Choice } from "./engines";

/** The ways to play that a viewer has, best first, and which sources are set aside for the time being. */
export class WayList {
  /** With whether it stays there even when the others fail and succeed again. */
  private readonly aside = new Map<PlaybackSource, boolean>();
  private current: Choice | null;

  constructor(private ways: readonly Choice[]) {
    this.current = this.best();
  }

  get now(): Choice | null {
    return this.current;
  }

  /** Whether another source is left to try. */
  get hasOther(): boolean {
    return this.ways.some(({ source }) => source !== this.current?.source && !this.aside.has(source));
  }

  /** Other ways, or another order; what was set aside stays there. */
  replace(ways: readonly Choice[]): void {
    this.ways = ways;
    this.choose();
  }

  /** Goes on to the next source; false when all have had their turn, which begins a new round. */
  setAside(isLasting: boolean): boolean {
    if (this.current) this.aside.set(this.current.source, isLasting);
    this.current = this.best();
    if (this.current) return true;
    this.choose();
    return false;
  }

  /** Takes the present way out for good. */
  drop(): void {
    this.ways = this.ways.filter((way) => way !== this.current);
    this.choose();
  }

  /** Something answers again: whoever fell back only because nothing did begins with the best. */
  startOver(): void {
    for (const [source, isLasting] of this.aside) if (!isLasting) this.aside.delete(source);
    this.choose();
  }

  private choose(): void {
    if (!this.best()) this.aside.clear();
    this.current = this.best();
  }

  private best(): Choice | null {
    return this.ways.find(({ source }) => !this.aside.has(source)) ?? null;
  }
}
