import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { ByteRange } from "./byte-range";
import type { ObjectStore } from "./object-store";
import type { Recording } from "./recording";
import { isAbsent } from "./recording-folder";

/** Large enough that a segment takes few reads, small enough for many viewers. */
const CHUNK_BYTES = 256 * 1024;
const MAX_INIT_BYTES = 100_000;

/** Reads a recording's files, wherever they are by now: on the disk, or in the object store. */
export class RecordingReader {
  constructor(private readonly store: ObjectStore | null) {}

  /** Null when it is nowhere. Whoever gets a stream must consume or destroy it. `name` is one of ours, never a request's. */
  async read({ folder, meta }: Recording, name: string, range: ByteRange | null): Promise<Readable | null> {
    try {
      const handle = await open(folder.file(name), "r");
      return handle.createReadStream({ ...range, highWaterMark: CHUNK_BYTES });
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
    if (meta.storage !== "s3" || !this.store) return null;
    return this.store.get(objectKey(folder.id, name), range);
  }

  /** An init segment; null when it is nowhere. */
  readInit(recording: Recording, name: string): Promise<Buffer | null> {
    return this.readWhole(recording, name, MAX_INIT_BYTES);
  }

  /** For small files. Null when it is nowhere; rejects when it is larger than `maxBytes`. */
  async readWhole(
    recording: Recording,
    name: string,
    maxBytes: number,
    range: ByteRange | null = null,
  ): Promise<Buffer | null> {
    const stream = await this.read(recording, name, range);
    if (!stream) return null;
    const chunks: Buffer[] = [];
    let bytes = 0;
    // A byte stream without an encoding gives Buffers.
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`${name} is too large.`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

/** Where a file stands in the object store. */
export function objectKey(recordingId: string, name: string): string {
  return `${objectPrefix(recordingId)}${name}`;
}

export function objectPrefix(recordingId: string): string {
  return `recordings/${recordingId}/`;
}
