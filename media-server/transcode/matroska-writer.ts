import { OPUS_SAMPLE_RATE } from "../ingest/codecs/opus";
import type { AudioConfig } from "../media";
import { boxToOpusHead } from "./opus-packet";

/** An Opus track as a Matroska stream without an end (RFC 9559): each packet with its own time, known at once. */
export function matroskaHeader(config: AudioConfig): Buffer {
  const audio = element(0xe1, float(0xb5, OPUS_SAMPLE_RATE), uint(0x9f, config.channels));
  const track = element(
    0xae,
    uint(0xd7, 1),
    uint(0x73c5, 1),
    uint(0x83, 2),
    element(0x86, Buffer.from("A_OPUS")),
    element(0x63a2, boxToOpusHead(config.decoderConfig)),
    audio,
  );
  return Buffer.concat([
    element(0x1a45dfa3, element(0x4282, Buffer.from("matroska")), uint(0x4287, 4), uint(0x4285, 2)),
    // A segment of unknown size.
    Buffer.from("1853806701ffffffffffffff", "hex"),
    // Times in ms.
    element(0x1549a966, uint(0x2ad7b1, 1_000_000)),
    element(0x1654ae6b, track),
  ]);
}

/** One packet in a cluster of its own. `timeMs` at least 0. */
export function matroskaPacket(timeMs: number, data: Buffer): Buffer[] {
  // Track 1, no offset to the cluster's time, can be decoded by itself.
  const blockHead = Buffer.from([0x81, 0, 0, 0x80]);
  const block = Buffer.concat([id(0xa3), size(blockHead.length + data.length), blockHead]);
  const time = uint(0xe7, Math.round(timeMs));
  return [Buffer.concat([id(0x1f43b675), size(time.length + block.length + data.length), time, block]), data];
}

function element(name: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([id(name), size(body.length), body]);
}

function uint(name: number, value: number): Buffer {
  const body = Buffer.alloc(6);
  body.writeUIntBE(value, 0, 6);
  return element(name, body);
}

function float(name: number, value: number): Buffer {
  const body = Buffer.alloc(8);
  body.writeDoubleBE(value);
  return element(name, body);
}

function id(name: number): Buffer {
  const hex = name.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

/** Always four bytes: 28 bits of length behind the marker. */
function size(bytes: number): Buffer {
  const field = Buffer.alloc(4);
  field.writeUInt32BE(0x10000000 | bytes);
  return field;
}
