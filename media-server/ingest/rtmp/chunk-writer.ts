import { INITIAL_CHUNK_BYTES } from "./chunk-reader";
import type { RtmpMessage } from "./message";

/** Each message begins with a full header (fmt 0) and goes on in fmt 3 chunks (RTMP 1.0 §5.3). */
export interface ChunkWriter {
  encode(message: RtmpMessage, chunkStreamId: number): Buffer;
  /** For messages after the Set Chunk Size message that announces it. */
  setChunkSize(bytes: number): void;
}

/** `chunkStreamId` 2 to 63 only; this side never needs more. */
export function createChunkWriter(): ChunkWriter {
  let chunkBytes = INITIAL_CHUNK_BYTES;
  return {
    setChunkSize(bytes) {
      chunkBytes = bytes;
    },
    encode: (message, chunkStreamId) => encodeChunks(message, chunkStreamId, chunkBytes),
  };
}

function encodeChunks(message: RtmpMessage, chunkStreamId: number, chunkBytes: number): Buffer {
  const { payload, timestampMs } = message;
  const isExtended = timestampMs >= 0xffffff;
  const header = Buffer.alloc(isExtended ? 16 : 12);
  header.writeUInt8(chunkStreamId, 0);
  header.writeUIntBE(isExtended ? 0xffffff : timestampMs, 1, 3);
  header.writeUIntBE(payload.length, 4, 3);
  header.writeUInt8(message.type, 7);
  header.writeUInt32LE(message.messageStreamId, 8);
  if (isExtended) header.writeUInt32BE(timestampMs, 12);
  const next = isExtended ? Buffer.alloc(5) : Buffer.alloc(1);
  next.writeUInt8(0xc0 | chunkStreamId, 0);
  if (isExtended) next.writeUInt32BE(timestampMs, 1);
  const parts: Buffer[] = [header];
  for (let at = 0; at < payload.length; at += chunkBytes) {
    if (at > 0) parts.push(next);
    parts.push(payload.subarray(at, at + chunkBytes));
  }
  return Buffer.concat(parts);
}
