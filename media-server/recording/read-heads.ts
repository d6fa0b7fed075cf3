import type { Recording } from "./recording";
import { HEADS_FILE } from "./recording-names";
import type { RecordedSegment } from "./timeline";

/** Resolves with the `moof` boxes of a segment, one after the other. */
export type ReadHeads = (segment: RecordedSegment) => Promise<Buffer>;

/** Lends the file of a recording's heads, which stays on the disk wherever the media is. Rejects when it is gone. */
export async function withHeads<T>({ folder }: Recording, use: (read: ReadHeads) => Promise<T>): Promise<T> {
  const file = await folder.open(HEADS_FILE, "r");
  try {
    return await use(async ({ headsAt, headsBytes }) => {
      const bytes = Buffer.allocUnsafe(headsBytes);
      const { bytesRead } = await file.read(bytes, 0, headsBytes, headsAt);
      return bytes.subarray(0, bytesRead);
    });
  } finally {
    await file.close();
  }
}
