const REMEMBERED = 8;
const NEEDED = 4;
/** RTMP rounds times to the ms, so a steady encoder's distances differ by up to two. */
const JITTER_MS = 3;

/** What the last distances between frames say about the next one. Distances in ms. */
export class FramePace {
  private readonly distances: number[] = [];

  push(distanceMs: number): void {
    this.distances.push(distanceMs);
    if (this.distances.length > REMEMBERED) this.distances.shift();
  }

  /** The mean distance; 33 while nothing is known. */
  get expectedMs(): number {
    if (this.distances.length === 0) return 33;
    return this.distances.reduce((sum, distance) => sum + distance, 0) / this.distances.length;
  }

  /** Whether the next frame can be predicted: enough frames seen, all equally far apart. */
  get isSteady(): boolean {
    if (this.distances.length < NEEDED) return false;
    return Math.max(...this.distances) - Math.min(...this.distances) <= JITTER_MS;
  }
}
