import type { RecordingFault } from "../../lib/wire/recording";
import type { StreamAccess, StreamSettings } from "../../lib/wire/stream-settings";
import type { Log } from "../log";
import type { MediaFact } from "../streams/stream-events";
import { SpaceWatch } from "./free-space";
import { loadRecordings, newMeta } from "./load-recordings";
import { Recording } from "./recording";
import { RecordingFolder } from "./recording-folder";
import { firstNumber, isRecordingId } from "./recording-names";
import { RecordingNews } from "./recording-news";
import { RecordingSession } from "./recording-session";
import { RecordingWriter } from "./recording-writer";
import { repairRecording } from "./repair-recording";
import type { Timeline } from "./timeline";

export interface RecordingsOptions {
  /** Folder that holds one folder per recording. */
  readonly root: string;
  readonly storage: "disk" | "s3";
  /** So much of the disk stays free, in bytes. */
  readonly minFreeBytes: number;
  readonly freeBytes: (path: string) => Promise<number>;
  /** How often the disk is looked at; default 3 s. */
  readonly checkSpaceMs?: number;
  /** Bytes of one stream that may wait for the disk. */
  readonly maxQueuedBytes: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly report: (fact: MediaFact) => void;
  readonly log: Log;
  readonly hooks: RecordingsHooks;
}

/** What else is done with recordings. None of these may throw. */
export interface RecordingsHooks {
  /** A file of it is complete and can be stored elsewhere. */
  fileDone(recording: Recording, file: string): void;
  /** It is complete: everything can be stored elsewhere, and pictures made of it. */
  finished(recording: Recording): void;
  /** Takes away what is stored elsewhere; also when there is nothing. Rejects when that can't be reached. */
  removeStored(recordingId: string): Promise<void>;
}

/** How many recordings' journals stay read. */
const MAX_LOADED = 64;

/** Every recording that this server holds, by id: one per stream, however often its encoder or the server was gone. */
export class Recordings {
  readonly news: RecordingNews;
  private readonly known = new Map<string, Recording>();
  private readonly space: SpaceWatch;
  private readonly recent = new Set<Recording>();
  private isClosed = false;

  constructor(private readonly options: RecordingsOptions) {
    const { root: path, minFreeBytes, freeBytes } = options;
    this.news = new RecordingNews(options.report);
    const { checkSpaceMs: everyMs = 3_000 } = options;
    this.space = new SpaceWatch({ path, minFreeBytes, freeBytes, everyMs, low: () => this.failAll() });
  }

  /** Finds what is on the disk, repairs what was cut off, waits for its streams to come back, and tells the app of all. */
  async load(): Promise<void> {
    const { root, storage, log, hooks } = this.options;
    const found = await loadRecordings(root, storage, log);
    for (const recording of found) {
      this.known.set(recording.id, recording);
      if (recording.meta.state === "ready") hooks.finished(recording);
      if (recording.meta.state !== "recording") continue;
      const windowMs = recording.meta.reconnectWindowMs;
      recording.waiting = setTimeout(() => void this.finish(recording.id), windowMs).unref();
    }
    this.news.tellAll(found);
  }

  /** Recordings that grow, and what of them waits for the disk. */
  activity(): { readonly active: number; readonly waitingBytes: number } {
    const open = [...this.known.values()].filter(({ session }) => session?.isOpen);
    const waitingBytes = open.reduce((sum, { session }) => sum + (session?.queuedBytes ?? 0), 0);
    return { active: open.length, waitingBytes };
  }

  find(id: string): Recording | undefined {
    const recording = this.known.get(id);
    return recording?.isDeleted ? undefined : recording;
  }

  /** A recording's timeline, kept for a while for the next one who asks. */
  async timelineOf(recording: Recording): Promise<Timeline> {
    this.recent.delete(recording);
    this.recent.add(recording);
    const [oldest] = this.recent;
    if (oldest && this.recent.size > MAX_LOADED) {
      this.recent.delete(oldest);
      oldest.forgetTimeline();
    }
    return recording.timeline();
  }

  /** Begins a recording, or goes on with the one that is there. Answers at once; `failed` may follow. */
  begin(id: string, settings: StreamSettings, failed: (fault: RecordingFault) => void): RecordingSession {
    const before = this.known.get(id);
    const recording = before && !before.isDeleted ? before : this.create(id);
    const { access, reconnectWindowMs } = settings;
    recording.meta = { ...recording.meta, access, reconnectWindowMs };
    recording.stopWaiting();
    const earlier = recording.session;
    const prepare = async () => {
      await earlier?.close();
      // One that is being deleted has the same folder.
      await before?.deletion;
      return recording.exclusively(() => this.prepare(recording));
    };
    const { hooks, log, maxQueuedBytes } = this.options;
    const session = new RecordingSession(
      prepare,
      {
        segmentDone: (file) => hooks.fileDone(recording, file),
        failed: (fault, cause) => {
          log.warn({ recordingId: id, fault, err: cause }, "a recording stopped");
          failed(fault);
          void this.finish(id);
        },
      },
      maxQueuedBytes,
    );
    recording.session = session;
    this.space.start();
    this.news.follow(
      () => this.growing(),
      () => this.space.stop(),
    );
    return session;
  }

  /** No more will come for now: it can be played as a whole. Without effect when nothing is being recorded. */
  async finish(id: string): Promise<void> {
    const recording = this.find(id);
    if (!recording || (!recording.session && recording.meta.state !== "recording")) return;
    const { session } = recording;
    recording.stopWaiting();
    await session?.close();
    await recording.exclusively(async () => {
      if (recording.session !== session || recording.isDeleted) return;
      recording.session = null;
      if (recording.meta.state === "recording") await this.complete(recording, session);
    });
  }

  /** Who may fetch it from now on. Without effect when there is none. */
  async setAccess(id: string, access: StreamAccess): Promise<void> {
    const recording = this.find(id);
    if (!recording) return;
    // At once, whatever else is being done with it.
    recording.meta = { ...recording.meta, access };
    await recording.exclusively(async () => {
      if (!recording.isDeleted && (await recording.folder.readMeta())) await recording.save({ access });
    });
  }

  /** Takes it away for good, also while it grows. Idempotent. Rejects when its store can't be reached. */
  async delete(id: string): Promise<void> {
    if (!isRecordingId(id)) return;
    const recording = this.known.get(id);
    if (!recording) return this.options.hooks.removeStored(id);
    recording.isDeleted = true;
    recording.stopWaiting();
    recording.deletion = this.takeAway(recording);
    await recording.deletion;
  }

  private async takeAway(recording: Recording): Promise<void> {
    const { id, folder } = recording;
    await recording.session?.abort();
    await recording.exclusively(async () => {
      await this.options.hooks.removeStored(id);
      await folder.removeAll();
    });
    this.recent.delete(recording);
    if (this.known.get(id) === recording) this.known.delete(id);
  }

  /** Writes what waits and closes every file. What is on air goes on as the same recording after the restart. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.space.stop();
    this.news.close();
    const all = [...this.known.values()];
    for (const recording of all) recording.stopWaiting();
    await Promise.all(all.map((recording) => recording.session?.close()));
    await Promise.all(all.map((recording) => recording.exclusively(async () => {})));
  }

  private create(id: string): Recording {
    const { root, now, storage } = this.options;
    const recording = new Recording(new RecordingFolder(root, id), newMeta(id, now(), storage));
    this.known.set(id, recording);
    return recording;
  }

  private async prepare(recording: Recording): Promise<RecordingWriter> {
    const { folder, meta } = recording;
    if (recording.isDeleted) throw new Error("The recording was deleted.");
    await folder.make();
    if (await this.space.isLow())
      throw Object.assign(new Error("The disk is nearly full."), { code: "ENOSPC" });
    const timeline = await repairRecording(folder, meta.storage === "disk");
    recording.forgetTimeline();
    await recording.save({ state: "recording", fault: null, hasStoryboard: false });
    this.news.tell(recording);
    return new RecordingWriter(folder, timeline, firstNumber(meta.startedAt));
  }

  private async complete(recording: Recording, session: RecordingSession | null): Promise<void> {
    const { folder, meta } = recording;
    const fault = session?.fault ?? null;
    recording.forgetTimeline();
    try {
      const { durationMs, bytes } = await repairRecording(folder, meta.storage === "disk");
      const isPlayable = durationMs > 0;
      const reason = fault ?? (isPlayable ? null : "unreadable");
      await recording.save({ state: isPlayable ? "ready" : "failed", fault: reason, durationMs, bytes });
    } catch (error) {
      this.options.log.error({ recordingId: recording.id, err: error }, "a recording can't be finished");
      // The disk may be too full even for this: what is known holds until the next start, which repairs.
      const { durationMs, bytes } = session?.timeline ?? meta;
      const state = durationMs > 0 ? "ready" : "failed";
      recording.meta = { ...recording.meta, state, durationMs, bytes, fault: fault ?? "storage-error" };
    }
    this.news.tell(recording);
    if (recording.meta.state === "ready" && !this.isClosed) this.options.hooks.finished(recording);
  }

  private growing(): Recording[] {
    return [...this.known.values()].filter((recording) => recording.session?.isOpen);
  }

  private failAll(): void {
    for (const { session } of this.growing())
      session?.fail("disk-full", new Error("The disk is nearly full."));
  }
}
