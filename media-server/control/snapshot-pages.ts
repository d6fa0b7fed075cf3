import { MAX_HELD_STREAMS, SNAPSHOT_PAGE } from "../../lib/wire/limits";
import type { StreamSnapshot } from "../../lib/wire/media-events";
import type { MediaFact } from "../streams/stream-events";

type SnapshotFact = Extract<MediaFact, { type: "server.snapshot" }>;

/** A report of all streams, in as many events as fit signed bodies; one even when there are none. */
export function toSnapshotPages(all: readonly StreamSnapshot[]): SnapshotFact[] {
  const streams = all.slice(0, MAX_HELD_STREAMS);
  const held = streams.map((stream) => stream.streamId);
  const count = Math.max(1, Math.ceil(streams.length / SNAPSHOT_PAGE));
  return Array.from({ length: count }, (_, page) => ({
    type: "server.snapshot",
    streams: streams.slice(page * SNAPSHOT_PAGE, (page + 1) * SNAPSHOT_PAGE),
    held,
  }));
}

/**
 * The pages of the newest report that still wait. A report whose first page has gone out is finished before a newer
 * one begins, or the streams on the last pages would never be heard of; until then newer ones replace it.
 */
export class WaitingPages<Page> {
  private pages: Page[] = [];
  private isUnderWay = false;

  get size(): number {
    return this.pages.length;
  }

  /** `make` isn't called while an older report is under way. */
  offer(make: () => Page[]): void {
    if (!this.isUnderWay) this.pages = make();
  }

  next(): Page | undefined {
    const page = this.pages.shift();
    this.isUnderWay = this.pages.length > 0;
    return page;
  }

  /** The app does not take it: the next report tells anyway. */
  forget(): void {
    this.pages = [];
    this.isUnderWay = false;
  }
}
