import type { StreamSnapshot, UsageTotals } from "../../lib/wire/media-events";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { EndReason } from "../../lib/wire/stream-state";
import type { MediaSink, Publisher } from "../media";
import { LiveStream, type PublishPermit, type StreamDeps } from "./live-stream";

/** Ended playlists stay so long, so that players finish. */
const ENDED_KEPT_MS = 60_000;
/** Streams whose totals are remembered after they are gone. */
const REMEMBERED_TOTALS = 10_000;
const TICK_MS = 1_000;
const NOTHING_YET: UsageTotals = {
  ...{ ingestMs: 0, bytesIn: 0, bytesOut: 0, viewerMs: 0, transcodeMs: 0 },
  // Who watches by a relay is not told here.
  turnBytes: null,
};

export interface RegistryDeps extends StreamDeps {
  /** Called every second while a stream is known. */
  readonly tick: (streams: StreamSnapshot[]) => void;
}

/** Every stream that this server holds, by id. */
export class StreamRegistry {
  private readonly streams = new Map<string, LiveStream>();
  private readonly totals = new Map<string, UsageTotals>();
  /** Of streams that are no longer remembered. */
  private readonly forgotten = { bytesIn: 0, bytesOut: 0 };
  private readonly ticker: NodeJS.Timeout;
  private lastTickAt: number;

  constructor(private readonly deps: RegistryDeps) {
    this.lastTickAt = deps.now();
    this.ticker = setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Also streams that ended a moment ago. */
  find(streamId: string): LiveStream | undefined {
    return this.streams.get(streamId);
  }

  /** Null: somebody publishes there already. */
  publish(permit: PublishPermit, publisher: Publisher): MediaSink | null {
    return this.current(permit).publish(permit, publisher);
  }

  /** Without effect when the stream isn't known. */
  end(streamId: string, reason: EndReason): void {
    this.streams.get(streamId)?.end(reason);
  }

  /** Without effect when the stream isn't known. */
  disconnect(streamId: string, cause: string): void {
    this.streams.get(streamId)?.disconnect(cause);
  }

  /** Without effect when the stream isn't known. */
  apply(streamId: string, settings: StreamSettings): void {
    this.streams.get(streamId)?.apply(settings);
  }

  /** Turns out everybody who holds a connection with a token that isn't admitted any more. */
  recheck(admits: (stream: LiveStream, token: string | null) => boolean): void {
    for (const stream of this.running()) stream.outputs.recheck((token) => admits(stream, token));
  }

  snapshots(): StreamSnapshot[] {
    return this.running().map((stream) => stream.snapshot());
  }

  /** Since the server started, in bytes. */
  traffic(): { readonly bytesIn: number; readonly bytesOut: number } {
    const sum = { ...this.forgotten };
    for (const totals of this.totals.values()) {
      sum.bytesIn += totals.bytesIn;
      sum.bytesOut += totals.bytesOut;
    }
    return sum;
  }

  /** Watch pages that say that somebody watches. */
  pageViewers(): number {
    return this.running().reduce((sum, stream) => sum + this.deps.viewersOf(stream.id), 0);
  }

  /** Viewers who hold a connection open for the media itself. */
  flvViewers(): number {
    return this.running().reduce((sum, stream) => sum + stream.outputs.flv.viewerCount, 0);
  }

  /** Stops counting and gives all memory back; ends nothing, so that publishers find their streams after a restart. */
  close(): void {
    clearInterval(this.ticker);
    for (const stream of this.streams.values()) stream.dispose();
    this.streams.clear();
  }

  private running(): LiveStream[] {
    return [...this.streams.values()].filter((stream) => stream.endedAt === null);
  }

  private current(permit: PublishPermit): LiveStream {
    const known = this.streams.get(permit.streamId);
    if (known && known.endedAt === null) return known;
    known?.dispose();
    const stream = new LiveStream(permit.streamId, permit, this.totalsOf(permit.streamId), this.deps);
    this.streams.set(permit.streamId, stream);
    return stream;
  }

  private totalsOf(streamId: string): UsageTotals {
    const totals = this.totals.get(streamId) ?? { ...NOTHING_YET };
    this.totals.delete(streamId);
    this.totals.set(streamId, totals);
    const [oldest] = this.totals;
    if (!oldest || this.totals.size <= REMEMBERED_TOTALS) return totals;
    this.totals.delete(oldest[0]);
    this.forgotten.bytesIn += oldest[1].bytesIn;
    this.forgotten.bytesOut += oldest[1].bytesOut;
    return totals;
  }

  private tick(): void {
    const now = this.deps.now();
    const elapsedMs = Math.max(0, now - this.lastTickAt);
    this.lastTickAt = now;
    for (const stream of this.streams.values()) {
      if (stream.endedAt === null) stream.passTime(elapsedMs);
      else if (now - stream.endedAt > ENDED_KEPT_MS) {
        stream.dispose();
        this.streams.delete(stream.id);
      }
    }
    const snapshots = this.snapshots();
    if (snapshots.length > 0) this.deps.tick(snapshots);
  }
}
