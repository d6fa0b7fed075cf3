import { describe, expect, it } from "vitest";
import { type ChunkLimits, ChunkReader } from "./chunk-reader";
import { createChunkWriter } from "./chunk-writer";
import { MessageType, type RtmpMessage } from "./message";
import { RtmpProtocolError } from "./protocol-error";
import { seededBytes, seededRandom } from "./testing/seeded-bytes";

const limits: ChunkLimits = { maxMessageBytes: 4_000_000, maxPartialBytes: 8_000_000, maxChunkStreams: 16 };

function read(bytes: Buffer, step = bytes.length): RtmpMessage[] {
  const messages: RtmpMessage[] = [];
  const reader = new ChunkReader(limits, (message) => messages.push(message));
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step), 0);
  return messages;
}

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ""), "hex");
}

function setChunkSize(bytes: number): RtmpMessage {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(bytes, 0);
  return { type: MessageType.setChunkSize, messageStreamId: 0, timestampMs: 0, payload };
}

/** Several messages in chunks of several sizes, with and without extended timestamps. */
function conversation(seed: number, longest = 1500): { bytes: Buffer; messages: RtmpMessage[] } {
  const random = seededRandom(seed);
  const writer = createChunkWriter();
  const parts: Buffer[] = [];
  const messages: RtmpMessage[] = [];
  for (let i = 0; i < 12; i++) {
    if (i % 4 === 3) {
      const chunkBytes = 1 + Math.floor(random() * 500);
      parts.push(writer.encode(setChunkSize(chunkBytes), 2));
      writer.setChunkSize(chunkBytes);
    }
    const message: RtmpMessage = {
      type: random() < 0.5 ? MessageType.video : MessageType.audio,
      messageStreamId: 1,
      timestampMs: random() < 0.3 ? 0xffffff + Math.floor(random() * 1000) : Math.floor(random() * 100_000),
      payload: seededBytes(seed + i, Math.floor(random() * longest)),
    };
    messages.push(message);
    parts.push(writer.encode(message, 4 + (i % 5)));
  }
  return { bytes: Buffer.concat(parts), messages };
}

describe("ChunkReader", () => {
  it.each([1, 2, 3, 7, 17, 128, 1000, 1_000_000])("reads the same messages in pieces of %d bytes", (step) => {
    for (let seed = 1; seed <= 5; seed++) {
      const { bytes, messages } = conversation(seed);
      expect(read(bytes, step)).toEqual(messages);
    }
  });

  it("inherits what fmt 1, 2 and 3 leave out", () => {
    const messages = read(
      hex(`04 000064 000002 08 01000000 aaaa
           44 000014 000001 09 bb
           84 00001e cc
           c4 dd`),
    );
    expect(
      messages.map(({ timestampMs, type, messageStreamId }) => [timestampMs, type, messageStreamId]),
    ).toEqual([
      [100, 8, 1],
      [120, 9, 1],
      [150, 9, 1],
      [180, 9, 1],
    ]);
  });

  it("keeps interleaved chunk streams apart, also with two- and three-byte ids", () => {
    const first = Buffer.alloc(128, 1);
    const messages = read(
      Buffer.concat([
        hex("00 05 000000 000082 08 01000000"),
        first,
        hex("01 0501 000000 000001 09 01000000 ee"),
        hex("c0 05 0202"),
      ]),
    );
    expect(messages.map(({ type, payload }) => [type, payload.length])).toEqual([
      [9, 1],
      [8, 130],
    ]);
  });

  it.each([1, 2, 5, 1000])(
    "takes continuations with and without the extended timestamp (pieces of %d)",
    (step) => {
      const head = hex("04 ffffff 000082 09 01000000 01000000");
      const body = Buffer.alloc(128, 7);
      const next = hex("04 000000 000001 08 01000000 ff");
      const withIt = Buffer.concat([head, body, hex("c4 01000000 0909"), next]);
      const without = Buffer.concat([head, body, hex("c4 0909"), next]);
      for (const bytes of [withIt, without]) {
        const messages = read(bytes, step);
        expect(messages.map(({ timestampMs, payload }) => [timestampMs, payload.length])).toEqual([
          [0x1000000, 130],
          [0, 1],
        ]);
        expect(messages[0]?.payload.subarray(128)).toEqual(hex("0909"));
      }
    },
  );

  it("wraps timestamps at 32 bits", () => {
    const messages = read(hex("04 ffffff 000001 08 01000000 fffffff0 aa  84 000020 bb"));
    expect(messages.map((message) => message.timestampMs)).toEqual([0xfffffff0, 0x10]);
  });

  it("forgets an aborted message", () => {
    const messages = read(
      Buffer.concat([
        hex("04 000000 000082 08 01000000"),
        Buffer.alloc(128),
        hex("02 000000 000004 02 00000000 00000004"),
        hex("04 000000 000001 09 01000000 aa"),
      ]),
    );
    expect(messages.map((message) => message.type)).toEqual([9]);
  });

  it("allocates for bytes that came, not for lengths that were announced", () => {
    const reader = new ChunkReader(limits, () => {});
    for (let id = 4; id < 16; id++) {
      reader.push(Buffer.concat([Buffer.of(id), hex("000000 3d0000 09 01000000"), Buffer.alloc(128)]), 0);
    }
    expect(reader.partialBytes).toBeLessThanOrEqual(12 * 4096);
  });

  it("frees what it counted when messages are complete", () => {
    const reader = new ChunkReader(limits, () => {});
    const { bytes } = conversation(9);
    reader.push(bytes, 0);
    expect(reader.partialBytes).toBe(0);
  });

  it("throws nothing but protocol errors on 3,000 damaged conversations", () => {
    const random = seededRandom(2026);
    const sound = Array.from({ length: 7 }, (_, seed) => conversation(seed, 60).bytes);
    let refused = 0;
    for (let round = 0; round < 3000; round++) {
      const bytes = Buffer.from(sound[round % 7] ?? []);
      for (let i = 0; i < 1 + random() * 6; i++) {
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      }
      try {
        read(bytes, 1 + Math.floor(random() * 400));
      } catch (error) {
        expect(error).toBeInstanceOf(RtmpProtocolError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(500);
  });
});
