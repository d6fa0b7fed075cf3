import type { RecordingFacts } from "../../lib/wire/recording";
import type { StreamAccess } from "../../lib/wire/stream-settings";
import { readJournal } from "./journal";
import type { RecordingFolder, RecordingMeta } from "./recording-folder";
import { JOURNAL_FILE } from "./recording-names";
import type { RecordingSession } from "./recording-session";
import { Timeline } from "./timeline";

/** One recording as this server holds it: its facts in memory, everything else in its folder. */
export class Recording {
  session: RecordingSession | null = null;
  /** Ends the wait for a stream that was cut off by a restart. */
  waiting: NodeJS.Timeout | null = null;
  isDeleted = false;
  /** Whoever wants its folder next waits for this. */
  deletion: Promise<void> | null = null;
  bytesServed = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private loaded: Promise<Timeline> | null = null;

  constructor(
    readonly folder: RecordingFolder,
    public meta: RecordingMeta,
  ) {}

  get id(): string {
    return this.meta.recordingId;
  }

  get access(): StreamAccess {
    return this.meta.access;
  }

  facts(): RecordingFacts {
    const { recordingId, state, fault, startedAt, storage, hasStoryboard } = this.meta;
    const { durationMs, bytes } = this.session?.timeline ?? this.meta;
    return {
      recordingId,
      state,
      fault,
      startedAt,
      durationMs: Math.round(durationMs),
      bytes,
      storage,
      hasStoryboard,
    };
  }

  /** What it consists of; while it grows, as far as it is on the disk. */
  timeline(): Promise<Timeline> {
    const growing = this.session?.timeline;
    if (growing) return Promise.resolve(growing);
    this.loaded ??= this.folder.read(JOURNAL_FILE).then((bytes) => {
      return new Timeline(readJournal(bytes ?? Buffer.alloc(0)).lines);
    });
    return this.loaded;
  }

  /** The journal changed, or memory is wanted back: the next reader reads it anew. */
  forgetTimeline(): void {
    this.loaded = null;
  }

  /** One change of its folder at a time. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work, work);
    this.turn = turn.catch(() => {});
    return turn;
  }

  /** Keeps a change over restarts. Call within `exclusively`. */
  async save(change: Partial<RecordingMeta>): Promise<void> {
    this.meta = { ...this.meta, ...change };
    await this.folder.writeMeta(this.meta);
  }

  stopWaiting(): void {
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
  }
}
