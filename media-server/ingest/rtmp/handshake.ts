import { randomBytes } from "node:crypto";
import { RtmpProtocolError } from "./protocol-error";

/** Length of C1, S1, C2 and S2 in bytes. */
export const HANDSHAKE_BLOCK_BYTES = 1536;
export const RTMP_VERSION = 3;

export interface Handshake {
  /**
   * Takes bytes from `offset` and returns the offset of the first one that it did not need.
   * Throws `RtmpProtocolError` on a version other than 3.
   */
  push(bytes: Buffer, offset: number): number;
  readonly isDone: boolean;
}

/**
 * The server's side of the plain handshake (RTMP 1.0 §5.2). Clients that put a digest into C1 get the plain answer
 * as well: a zero version in S1 tells them not to look for ours. C2 is read past, not compared: some encoders send zeros.
 */
export function createHandshake(send: (bytes: Buffer) => void): Handshake {
  let received = 0;
  let c1: Buffer | null = null;
  const total = 1 + 2 * HANDSHAKE_BLOCK_BYTES;

  return {
    push(bytes, start) {
      let offset = start;
      if (received === 0 && offset < bytes.length) {
        const version = bytes[offset];
        if (version !== RTMP_VERSION) throw new RtmpProtocolError("bad-handshake", `version ${version}`);
        received = 1;
        offset += 1;
        // Made only now, so that a connection that says nothing costs nothing.
        c1 = Buffer.allocUnsafe(HANDSHAKE_BLOCK_BYTES);
      }
      const end = Math.min(bytes.length, offset + total - received);
      if (c1) {
        const have = received - 1;
        const copied = bytes.copy(c1, have, offset, end);
        if (have + copied === HANDSHAKE_BLOCK_BYTES) {
          send(answer(c1));
          c1 = null;
        }
      }
      received += end - offset;
      return end;
    },
    get isDone() {
      return received === total;
    },
  };
}

/** S0, S1 and S2 at once; S2 echoes C1. */
function answer(c1: Buffer): Buffer {
  const s1 = randomBytes(HANDSHAKE_BLOCK_BYTES);
  s1.fill(0, 0, 8);
  return Buffer.concat([Buffer.of(RTMP_VERSION), s1, c1]);
}
