import type { Log } from "../log";
import { contentTypeOf } from "./content-type";
import type { ObjectStore } from "./object-store";
import type { Recording } from "./recording";
import { isStoredName } from "./recording-names";
import { objectKey } from "./recording-reader";

export interface UploaderOptions {
  readonly store: ObjectStore;
  readonly log: Log;
  /** First and longest pause after a failure, in ms. */
  readonly backoffMs?: { readonly first: number; readonly longest: number };
}

const AT_ONCE = 2;
const BACKOFF_MS = { first: 1_000, longest: 60_000 };

interface Upload {
  readonly recording: Recording;
  readonly name: string;
}

/**
 * Moves complete files from the disk to the object store, a few at a time, and tries until it works. Files wait on the
 * disk, not in memory; whatever still waits at a restart is found there again.
 */
export class Uploader {
  private readonly waiting = new Map<string, Upload>();
  private readonly running = new Map<string, Promise<void>>();
  private failures = 0;
  private pause: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(private readonly options: UploaderOptions) {}

  /** Files that are not in the store yet. */
  get backlog(): number {
    return this.waiting.size + this.running.size;
  }

  add(recording: Recording, name: string): void {
    if (recording.meta.storage !== "s3" || !isStoredName(name)) return;
    this.waiting.set(objectKey(recording.id, name), { recording, name });
    this.work();
  }

  /** Everything of a recording that is on the disk only, except the segment that is being written. */
  async addAll(recording: Recording): Promise<void> {
    if (recording.meta.storage !== "s3") return;
    const open = recording.session?.timeline?.open;
    for (const name of await recording.folder.names()) {
      if (name !== `${open?.n}.m4s`) this.add(recording, name);
    }
  }

  /** Nothing of this recording is uploaded from now on; resolves when nothing is on its way. */
  async forget(recordingId: string): Promise<void> {
    const prefix = objectKey(recordingId, "");
    for (const key of this.waiting.keys()) if (key.startsWith(prefix)) this.waiting.delete(key);
    await Promise.all([...this.running].filter(([key]) => key.startsWith(prefix)).map(([, done]) => done));
  }

  /** Resolves when what is on its way has arrived or failed; what waits is left for the next start. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.pause) clearTimeout(this.pause);
    await Promise.all(this.running.values());
  }

  private work(): void {
    for (const [key, upload] of this.waiting) {
      if (this.isClosed || this.pause || this.running.size >= AT_ONCE) return;
      if (this.running.has(key)) continue;
      this.waiting.delete(key);
      const done = this.upload(key, upload).finally(() => {
        this.running.delete(key);
        this.work();
      });
      this.running.set(key, done);
    }
  }

  private async upload(key: string, { recording, name }: Upload): Promise<void> {
    const { store, log } = this.options;
    const { folder } = recording;
    try {
      const bytes = await folder.size(name);
      if (bytes === null || recording.isDeleted) return;
      await store.put(key, folder.file(name), bytes, contentTypeOf(name));
      this.failures = 0;
      // Init segments stay: they are small, and exports and pictures need them.
      if (!name.startsWith("init-")) await folder.remove(name);
    } catch (error) {
      if (recording.isDeleted) return;
      log.warn(
        { recordingId: recording.id, file: name, err: error },
        "a recording's file can't be stored yet",
      );
      this.waiting.set(key, { recording, name });
      this.rest();
    }
  }

  private rest(): void {
    if (this.pause || this.isClosed) return;
    const { first, longest } = this.options.backoffMs ?? BACKOFF_MS;
    const ms = Math.min(longest, first * 2 ** Math.min(this.failures++, 16));
    this.pause = setTimeout(() => {
      this.pause = null;
      this.work();
    }, ms).unref();
  }
}
