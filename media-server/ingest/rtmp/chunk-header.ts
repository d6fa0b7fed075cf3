import { RtmpProtocolError } from "./protocol-error";

const EXTENDED = 0xffffff;

/** What later chunks of a chunk stream inherit. */
export interface ChunkHeader {
  readonly chunkStreamId: number;
  /** Absolute, 32 bits. */
  readonly timestampMs: number;
  readonly deltaMs: number;
  /** The value of the extended timestamp field, or null when the last full header had none. */
  readonly extended: number | null;
  readonly length: number;
  readonly type: number;
  readonly messageStreamId: number;
}

export interface ParsedChunkHeader {
  readonly header: ChunkHeader;
  /** Length of the header on the wire. */
  readonly bytes: number;
}

type Previous = (chunkStreamId: number) => ChunkHeader | null;

/** Message header lengths of fmt 0 to 3 (RTMP 1.0 §5.3.1.2). */
const MESSAGE_HEADER_BYTES = [11, 7, 3, 0] as const;

/**
 * Parses the chunk header at the begin of `window`; null when it is not complete yet.
 * `isInMessage` tells whether the chunk stream waits for the rest of a message: only fmt 3 may follow then.
 */
export function parseChunkHeader(
  window: Buffer,
  previous: Previous,
  isInMessage: (chunkStreamId: number) => boolean,
): ParsedChunkHeader | null {
  const basic = parseBasicHeader(window);
  if (!basic) return null;
  const { fmt, chunkStreamId } = basic;
  const last = previous(chunkStreamId);
  const continues = isInMessage(chunkStreamId);
  // Encoders built on librtmp open chunk stream 2 with fmt 1; beyond that there is nothing to inherit from.
  if (!last && fmt >= 2) throw new RtmpProtocolError("bad-chunk-header", `fmt ${fmt} without predecessor`);
  if (continues && fmt !== 3) throw new RtmpProtocolError("bad-chunk-header", `fmt ${fmt} inside a message`);
  const bodyAt = basic.bytes + (MESSAGE_HEADER_BYTES[fmt] ?? 0);
  if (window.length < bodyAt) return null;
  if (fmt === 3 && last) return repeatHeader(window, basic.bytes, last, continues);
  return readHeader({ window, at: basic.bytes, bodyAt, fmt, chunkStreamId, last });
}

function parseBasicHeader(window: Buffer): { fmt: number; chunkStreamId: number; bytes: number } | null {
  const first = window[0];
  if (first === undefined) return null;
  const fmt = first >> 6;
  const low = first & 0x3f;
  if (low >= 2) return { fmt, chunkStreamId: low, bytes: 1 };
  const second = window[1];
  if (second === undefined) return null;
  if (low === 0) return { fmt, chunkStreamId: 64 + second, bytes: 2 };
  const third = window[2];
  if (third === undefined) return null;
  return { fmt, chunkStreamId: 64 + second + third * 256, bytes: 3 };
}

/**
 * fmt 3. The extended timestamp is repeated by most encoders and left out by some, so it is recognised by its value.
 * A new message repeats the last delta; after fmt 0 that is its timestamp (§5.3.1.2.4).
 */
function repeatHeader(
  window: Buffer,
  at: number,
  last: ChunkHeader,
  continues: boolean,
): ParsedChunkHeader | null {
  let bytes = at;
  if (last.extended !== null) {
    if (window.length < at + 4) return null;
    if (window.readUInt32BE(at) === last.extended) bytes += 4;
  }
  if (continues) return { header: last, bytes };
  return { header: { ...last, timestampMs: (last.timestampMs + last.deltaMs) >>> 0 }, bytes };
}

interface FullHeader {
  readonly window: Buffer;
  readonly at: number;
  readonly bodyAt: number;
  readonly fmt: number;
  readonly chunkStreamId: number;
  readonly last: ChunkHeader | null;
}

function readHeader({ window, at, bodyAt, fmt, chunkStreamId, last }: FullHeader): ParsedChunkHeader | null {
  const field = window.readUIntBE(at, 3);
  const isExtended = field === EXTENDED;
  const bytes = isExtended ? bodyAt + 4 : bodyAt;
  if (window.length < bytes) return null;
  const time = isExtended ? window.readUInt32BE(bodyAt) : field;
  const header: ChunkHeader = {
    chunkStreamId,
    timestampMs: fmt === 0 ? time : ((last?.timestampMs ?? 0) + time) >>> 0,
    deltaMs: time,
    extended: isExtended ? time : null,
    length: fmt <= 1 ? window.readUIntBE(at + 3, 3) : (last?.length ?? 0),
    type: fmt <= 1 ? window.readUInt8(at + 6) : (last?.type ?? 0),
    messageStreamId: fmt === 0 ? window.readUInt32LE(at + 7) : (last?.messageStreamId ?? 0),
  };
  return { header, bytes };
}
