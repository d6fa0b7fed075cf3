/** The greatest total that a room reports: a hostile host may claim more, and more often. */
const MOST_BYTES = 1e15;

/**
 * Adds up what a room's hosts tell of their relays, in bytes. Each page tells its own total: what is new in it counts, also
 * what was sent while the server was away, but not what had been told to one before it.
 */
export class RelayMeter {
  private session: string | null = null;
  private last = 0;

  /** `known`: what the page had sent before it came. A page that comes back goes on where it was. */
  begin(session: string, known: number): void {
    if (this.session === session) return;
    this.session = session;
    this.last = known;
  }

  /** What the room's total is after this. A page whose total fell counts anew. */
  add(total: number, told: number): number {
    const added = told < this.last ? told : told - this.last;
    this.last = told;
    return Math.min(total + added, MOST_BYTES);
  }
}
