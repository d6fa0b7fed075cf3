interface Reservation {
  estimatedCores: number;
  /** Smoothed; null until its process has been watched for a while. */
  measuredCores: number | null;
}

/** What one measurement weighs against those before. */
const WEIGHT = 0.2;
/** However wrong the estimates are, they are not corrected by more than this. */
const LEAST_FACTOR = 0.3;
const MOST_FACTOR = 3;

/**
 * How many cores all transcodes of this server may take, and who takes them. A ladder is let in only if it fits, judged by
 * its estimate times what those that run have really taken compared with theirs. Pure.
 */
export class TranscodeCapacity {
  private readonly reservations = new Map<string, Reservation>();

  constructor(readonly maxCores: number) {}

  /** Cores that are taken, by measurement where there is one. */
  get usedCores(): number {
    let used = 0;
    for (const reservation of this.reservations.values()) used += this.coresOf(reservation);
    return used;
  }

  /** How many times their estimates the running ones take. */
  get factor(): number {
    let estimated = 0;
    let measured = 0;
    for (const reservation of this.reservations.values()) {
      if (reservation.measuredCores === null) continue;
      estimated += reservation.estimatedCores;
      measured += reservation.measuredCores;
    }
    if (estimated === 0) return 1;
    return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, measured / estimated));
  }

  /** Reserves for `id`, in place of what it had; false, and nothing changed, when it doesn't fit. */
  admit(id: string, estimatedCores: number): boolean {
    const own = this.reservations.get(id);
    const others = this.usedCores - (own ? this.coresOf(own) : 0);
    if (others + estimatedCores * this.factor > this.maxCores) return false;
    this.reservations.set(id, { estimatedCores, measuredCores: null });
    return true;
  }

  /** Less than before always fits. */
  shrink(id: string, estimatedCores: number): void {
    if (this.reservations.has(id)) this.reservations.set(id, { estimatedCores, measuredCores: null });
  }

  measured(id: string, cores: number): void {
    const reservation = this.reservations.get(id);
    if (!reservation) return;
    const known = reservation.measuredCores;
    reservation.measuredCores = known === null ? cores : known + (cores - known) * WEIGHT;
  }

  release(id: string): void {
    this.reservations.delete(id);
  }

  private coresOf({ estimatedCores, measuredCores }: Reservation): number {
    return measuredCores ?? estimatedCores * this.factor;
  }
}
