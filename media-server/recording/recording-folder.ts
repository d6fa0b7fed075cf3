import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ID_PATTERN } from "../../lib/wire/limits";
import { RecordingFault } from "../../lib/wire/recording";
import { StreamAccess } from "../../lib/wire/stream-settings";
import { isRecordingId, META_FILE } from "./recording-names";

/** What is known of a recording without reading its journal. */
export const RecordingMeta = z.object({
  version: z.literal(1),
  recordingId: z.string().regex(ID_PATTERN),
  state: z.enum(["recording", "ready", "failed"]),
  fault: RecordingFault.nullable(),
  startedAt: z.number(),
  durationMs: z.number(),
  bytes: z.number(),
  storage: z.enum(["disk", "s3"]),
  hasStoryboard: z.boolean(),
  /** Who may fetch it; as its stream's settings last said. */
  access: StreamAccess,
  /** How long its stream may be gone before the recording is complete, in ms. */
  reconnectWindowMs: z.number().min(0),
});
export type RecordingMeta = z.infer<typeof RecordingMeta>;

/** Files hold what people may not see: for their owner only. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** One recording's folder. Names come from this program only, never from a request. */
export class RecordingFolder {
  readonly path: string;

  /** Throws when the id could name anything outside of `root`. */
  constructor(
    root: string,
    readonly id: string,
  ) {
    if (!isRecordingId(id)) throw new Error("A recording's id is out of shape.");
    this.path = join(root, id);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  async make(...subfolders: string[]): Promise<void> {
    await mkdir(join(this.path, ...subfolders), { recursive: true, mode: FOLDER_MODE });
  }

  open(name: string, flags: "a" | "w" | "r" | "r+") {
    return open(this.file(name), flags, FILE_MODE);
  }

  /** Null when there is no such file. */
  async read(name: string): Promise<Buffer | null> {
    return unlessAbsent(readFile(this.file(name)));
  }

  /** Bytes; null when there is no such file. */
  async size(name: string): Promise<number | null> {
    return (await unlessAbsent(stat(this.file(name))))?.size ?? null;
  }

  async names(): Promise<string[]> {
    return (await unlessAbsent(readdir(this.path))) ?? [];
  }

  /** The old content or the new one, never half of it. */
  async replace(name: string, content: Buffer | string): Promise<void> {
    const handle = await this.open(`${name}.new`, "w");
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(this.file(`${name}.new`), this.file(name));
  }

  async remove(name: string): Promise<void> {
    await rm(this.file(name), { force: true, recursive: true });
  }

  async removeAll(): Promise<void> {
    await rm(this.path, { force: true, recursive: true });
  }

  /** Null when it is missing or damaged. */
  async readMeta(): Promise<RecordingMeta | null> {
    const bytes = await this.read(META_FILE);
    try {
      const result = RecordingMeta.safeParse(JSON.parse(bytes?.toString() ?? ""));
      return result.success && result.data.recordingId === this.id ? result.data : null;
    } catch {
      return null;
    }
  }

  async writeMeta(meta: RecordingMeta): Promise<void> {
    await this.replace(META_FILE, JSON.stringify(meta));
  }
}

/** Whether an error says that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function unlessAbsent<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
