import { type ChunkHeader, parseChunkHeader } from "./chunk-header";
import { MessageType, type RtmpMessage } from "./message";
import { PayloadAssembly } from "./payload-assembly";
import { RtmpProtocolError } from "./protocol-error";

/** Chunks before a Set Chunk Size message are at most this long (RTMP 1.0 §5.4.1). */
export const INITIAL_CHUNK_BYTES = 128;
/** No message can be longer, so no honest chunk is. */
const LARGEST_CHUNK_BYTES = 0xffffff;
/** Basic header 3, message header 11, extended timestamp 4. */
const LONGEST_HEADER_BYTES = 18;

export interface ChunkLimits {
  readonly maxMessageBytes: number;
  readonly maxPartialBytes: number;
  readonly maxChunkStreams: number;
}

interface ChunkStream {
  header: ChunkHeader;
  assembly: PayloadAssembly | null;
}

/**
 * Takes chunks apart and puts messages together (RTMP 1.0 §5.3). Each byte is copied once, out of the socket's
 * buffer into its message, so no frame keeps a whole socket buffer alive. Memory grows with bytes that came, not with
 * lengths that were announced. Set Chunk Size and Abort take effect here and are not handed on.
 */
export class ChunkReader {
  #limits: ChunkLimits;
  readonly #onMessage: (message: RtmpMessage) => void;
  readonly #streams = new Map<number, ChunkStream>();
  /** The begin of a header whose rest has not come yet. */
  readonly #held = Buffer.alloc(LONGEST_HEADER_BYTES);
  #heldBytes = 0;
  #chunkBytes = INITIAL_CHUNK_BYTES;
  #current: ChunkStream | null = null;
  #leftInChunk = 0;
  #partialBytes = 0;

  constructor(limits: ChunkLimits, onMessage: (message: RtmpMessage) => void) {
    this.#limits = limits;
    this.#onMessage = onMessage;
  }

  /** Holds for messages whose header comes after this call. */
  setLimits(limits: ChunkLimits): void {
    this.#limits = limits;
  }

  /** Bytes allocated for unfinished messages. */
  get partialBytes(): number {
    return this.#partialBytes;
  }

  /**
   * Reads until the bytes are used up or `mayContinue` says no between two chunks; returns the offset of the first
   * unread byte. Throws `RtmpProtocolError`; the reader must not be used after that.
   */
  push(bytes: Buffer, start: number, mayContinue: () => boolean = () => true): number {
    let offset = start;
    while (offset < bytes.length && mayContinue()) {
      const stream = this.#current;
      if (!stream) {
        offset = this.#readHeader(bytes, offset);
        continue;
      }
      const length = Math.min(this.#leftInChunk, bytes.length - offset);
      this.#take(stream, bytes.subarray(offset, offset + length));
      offset += length;
      if (this.#leftInChunk === 0) this.#endChunk(stream);
    }
    return offset;
  }

  /** Headers that straddle two reads are finished in `#held`; others are parsed in place. */
  #readHeader(bytes: Buffer, offset: number): number {
    if (this.#heldBytes === 0) {
      const window = bytes.subarray(offset, offset + LONGEST_HEADER_BYTES);
      const used = this.#beginChunk(window);
      if (used > 0) return offset + used;
      window.copy(this.#held);
      this.#heldBytes = window.length;
      return offset + window.length;
    }
    const before = this.#heldBytes;
    const copied = bytes.copy(this.#held, before, offset, offset + LONGEST_HEADER_BYTES - before);
    const used = this.#beginChunk(this.#held.subarray(0, before + copied));
    if (used === 0) {
      this.#heldBytes = before + copied;
      return offset + copied;
    }
    this.#heldBytes = 0;
    if (used >= before) return offset + used - before;
    // The extended timestamp was left out: up to three held bytes are already what follows the header.
    this.push(Buffer.from(this.#held.subarray(used, before)), 0);
    return offset;
  }

  /** 0 when more bytes are needed, else the header's length. */
  #beginChunk(window: Buffer): number {
    const parsed = parseChunkHeader(window, (id) => this.#streams.get(id)?.header ?? null, this.#isInMessage);
    if (!parsed) return 0;
    const { header } = parsed;
    const stream = this.#streams.get(header.chunkStreamId) ?? this.#addStream(header);
    stream.header = header;
    if (!stream.assembly) {
      if (header.length > this.#limits.maxMessageBytes) {
        throw new RtmpProtocolError("message-too-large", `${header.length} bytes announced`);
      }
      stream.assembly = new PayloadAssembly(header.length);
    }
    this.#current = stream;
    this.#leftInChunk = Math.min(this.#chunkBytes, stream.assembly.missing);
    if (this.#leftInChunk === 0) this.#endChunk(stream);
    return parsed.bytes;
  }

  readonly #isInMessage = (chunkStreamId: number): boolean =>
    Boolean(this.#streams.get(chunkStreamId)?.assembly);

  #addStream(header: ChunkHeader): ChunkStream {
    if (this.#streams.size >= this.#limits.maxChunkStreams) {
      throw new RtmpProtocolError("too-many-chunk-streams", `more than ${this.#limits.maxChunkStreams}`);
    }
    const stream: ChunkStream = { header, assembly: null };
    this.#streams.set(header.chunkStreamId, stream);
    return stream;
  }

  #take(stream: ChunkStream, bytes: Buffer): void {
    const grown = stream.assembly?.append(bytes) ?? 0;
    this.#leftInChunk -= bytes.length;
    this.#partialBytes += grown;
    if (this.#partialBytes > this.#limits.maxPartialBytes) {
      throw new RtmpProtocolError("too-much-buffered", `${this.#partialBytes} bytes of unfinished messages`);
    }
  }

  #endChunk(stream: ChunkStream): void {
    this.#current = null;
    const { assembly, header } = stream;
    if (!assembly || assembly.missing > 0) return;
    stream.assembly = null;
    this.#partialBytes -= assembly.capacity;
    const payload = assembly.payload();
    if (header.type === MessageType.setChunkSize) this.#setChunkSize(payload);
    else if (header.type === MessageType.abort) this.#abort(payload);
    else {
      const { type, messageStreamId, timestampMs } = header;
      this.#onMessage({ type, messageStreamId, timestampMs, payload });
    }
  }

  #setChunkSize(payload: Buffer): void {
    const size = payload.length >= 4 ? payload.readUInt32BE(0) : 0;
    if (size < 1 || size > LARGEST_CHUNK_BYTES) throw new RtmpProtocolError("bad-chunk-size", String(size));
    this.#chunkBytes = size;
  }

  #abort(payload: Buffer): void {
    if (payload.length < 4) throw new RtmpProtocolError("bad-control-message", "short abort");
    const stream = this.#streams.get(payload.readUInt32BE(0));
    if (!stream?.assembly) return;
    this.#partialBytes -= stream.assembly.capacity;
    stream.assembly = null;
  }
}
