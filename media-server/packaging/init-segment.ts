import type { AudioConfig, VideoConfig } from "../media";
import { box, fullBox, u16, u32 } from "./box";
import { AUDIO_TRACK_ID, VIDEO_TIMESCALE, VIDEO_TRACK_ID } from "./fragment";

/** Which tracks a run of fragments carries. At least one. */
export interface Tracks {
  readonly video: VideoConfig | null;
  readonly audio: AudioConfig | null;
}

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** The CMAF header (ISO 23000-19 §7.3.1) that players need before any fragment of these tracks. */
export function initSegment({ video, audio }: Tracks): Buffer {
  const traks: Buffer[] = [];
  const trexs: Buffer[] = [];
  if (video) {
    traks.push(videoTrak(video));
    trexs.push(fullBox("trex", 0, 0, u32(VIDEO_TRACK_ID, 1, 0, 0, 0)));
  }
  if (audio) {
    traks.push(audioTrak(audio));
    trexs.push(fullBox("trex", 0, 0, u32(AUDIO_TRACK_ID, 1, 0, 0, 0)));
  }
  const mvhd = fullBox(
    "mvhd",
    0,
    0,
    u32(0, 0, 1000, 0, 0x10000),
    u16(0x0100, 0),
    u32(0, 0),
    MATRIX,
    Buffer.alloc(24),
    u32(AUDIO_TRACK_ID + 1),
  );
  return Buffer.concat([
    box("ftyp", Buffer.from("iso6"), u32(1), Buffer.from("iso6cmfcmp41")),
    box("moov", mvhd, ...traks, box("mvex", ...trexs)),
  ]);
}

function videoTrak(config: VideoConfig): Buffer {
  const sampleEntry = box(
    "avc1",
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(16),
    u16(config.width, config.height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(0x18, 0xffff),
    box("avcC", config.decoderConfig),
  );
  const size = u32(config.width << 16, config.height << 16);
  return trak({
    id: VIDEO_TRACK_ID,
    timescale: VIDEO_TIMESCALE,
    handler: "vide",
    volume: 0,
    size,
    mediaHeader: fullBox("vmhd", 0, 1, Buffer.alloc(8)),
    sampleEntry,
  });
}

function audioTrak(config: AudioConfig): Buffer {
  // The field holds 16.16; rates past 65535 Hz don't fit and are told by the esds alone.
  const rate = config.sampleRate < 65536 ? config.sampleRate : 0;
  const isOpus = config.codec === "opus";
  const sampleEntry = box(
    isOpus ? "Opus" : "mp4a",
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(8),
    u16(config.channels, 16, 0, 0, rate, 0),
    isOpus ? box("dOps", config.decoderConfig) : fullBox("esds", 0, 0, esDescriptor(config.decoderConfig)),
  );
  return trak({
    id: AUDIO_TRACK_ID,
    timescale: config.sampleRate,
    handler: "soun",
    volume: 0x0100,
    size: u32(0, 0),
    mediaHeader: fullBox("smhd", 0, 0, u32(0)),
    sampleEntry,
  });
}

/** ES_Descriptor (ISO 14496-1 §7.2.6.5) for AAC: object type 0x40, audio stream. */
function esDescriptor(specificConfig: Buffer): Buffer {
  const decoderConfig = descriptor(
    0x04,
    Buffer.from([0x40, 0x15, 0, 0, 0]),
    u32(0, 0),
    descriptor(0x05, specificConfig),
  );
  return descriptor(
    0x03,
    u16(AUDIO_TRACK_ID),
    Buffer.from([0]),
    decoderConfig,
    descriptor(0x06, Buffer.from([2])),
  );
}

function descriptor(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  // Four length bytes of seven bits each: always valid, whatever the length.
  const length = [
    0x80 | ((size >> 21) & 0x7f),
    0x80 | ((size >> 14) & 0x7f),
    0x80 | ((size >> 7) & 0x7f),
    size & 0x7f,
  ];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

interface TrakParts {
  readonly id: number;
  readonly timescale: number;
  readonly handler: "vide" | "soun";
  readonly volume: number;
  readonly size: Buffer;
  readonly mediaHeader: Buffer;
  readonly sampleEntry: Buffer;
}

function trak(parts: TrakParts): Buffer {
  const tkhd = fullBox(
    "tkhd",
    0,
    7,
    u32(0, 0, parts.id, 0, 0, 0, 0),
    u16(0, 0, parts.volume, 0),
    MATRIX,
    parts.size,
  );
  const language = u16(0x55c4, 0); // "und"
  const mdhd = fullBox("mdhd", 0, 0, u32(0, 0, parts.timescale, 0), language);
  const hdlr = fullBox("hdlr", 0, 0, u32(0), Buffer.from(parts.handler), Buffer.alloc(13));
  const dinf = box("dinf", fullBox("dref", 0, 0, u32(1), fullBox("url ", 0, 1)));
  const stbl = box(
    "stbl",
    fullBox("stsd", 0, 0, u32(1), parts.sampleEntry),
    fullBox("stts", 0, 0, u32(0)),
    fullBox("stsc", 0, 0, u32(0)),
    fullBox("stsz", 0, 0, u32(0, 0)),
    fullBox("stco", 0, 0, u32(0)),
  );
  return box("trak", tkhd, box("mdia", mdhd, hdlr, box("minf", parts.mediaHeader, dinf, stbl)));
}
