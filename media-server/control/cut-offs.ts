import type { PublishVerdict } from "../../lib/wire/publish";

/** Streams whose latest cut is remembered; it only matters while a key is being checked. */
const MAX_REMEMBERED = 10_000;

/** Remembers which streams the app cut off, so that a verdict from before a cut lets nobody in after it. */
export class CutOffs {
  private readonly latest = new Map<string, number>();
  private count = 0;

  /** The stream is ended, or its key was rotated: verdicts that are on their way are stale. */
  note(streamId: string): void {
    this.count += 1;
    // Deleted first, so that the map stays ordered by the latest cut.
    this.latest.delete(streamId);
    this.latest.set(streamId, this.count);
    const [oldest] = this.latest.keys();
    if (oldest !== undefined && this.latest.size > MAX_REMEMBERED) this.latest.delete(oldest);
  }

  /** Asks, and asks once more when the stream was cut off before the answer came. */
  async fresh(ask: () => Promise<PublishVerdict>): Promise<PublishVerdict> {
    const asked = this.count;
    const verdict = await ask();
    const isStale = verdict.allowed && (this.latest.get(verdict.streamId) ?? 0) > asked;
    return isStale ? ask() : verdict;
  }
}
