import { type EnhancedHeader, parseEnhancedHeader } from "./enhanced-header";

/** What one FLV video tag body means to this ingest. */
export type FlvVideo =
  | { readonly kind: "config"; readonly record: Buffer }
  | {
      readonly kind: "frame";
      readonly isKeyFrame: boolean;
      readonly compositionOffsetMs: number;
      readonly data: Buffer;
    }
  | { readonly kind: "unsupported"; readonly codecName: string }
  | { readonly kind: "ignored" };

const IGNORED: FlvVideo = { kind: "ignored" };
const KEY_FRAME = 1;
/** "Video info or command frame": no picture. */
const COMMAND_FRAME = 5;
const AVC = 7;

/** CodecID of the FLV specification E.4.3.1; 12 and 13 were never assigned but are sent. */
const LEGACY_NAMES: Readonly<Record<number, string>> = {
  2: "Sorenson H.263",
  3: "Screen Video",
  4: "VP6",
  5: "VP6 with alpha",
  6: "Screen Video 2",
  12: "HEVC",
  13: "AV1",
};

const FOURCC_NAMES: Readonly<Record<string, string>> = {
  hvc1: "HEVC",
  hev1: "HEVC",
  vvc1: "VVC",
  av01: "AV1",
  vp08: "VP8",
  vp09: "VP9",
};

/** Parses a video tag body, legacy or enhanced (Enhanced RTMP v2). Too short ones are ignored; never throws. */
export function parseFlvVideo(body: Buffer): FlvVideo {
  const first = body[0];
  if (first === undefined) return IGNORED;
  const frameType = (first >> 4) & 7;
  if (first & 0x80) {
    const header = parseEnhancedHeader(body);
    return header ? enhancedVideo(header, frameType) : IGNORED;
  }
  const codecId = first & 0x0f;
  if (codecId !== AVC) {
    return { kind: "unsupported", codecName: LEGACY_NAMES[codecId] ?? `FLV video codec ${codecId}` };
  }
  if (body.length < 5) return IGNORED;
  const packetType = body[1];
  if (packetType === 0) return { kind: "config", record: body.subarray(5) };
  if (packetType !== 1) return IGNORED;
  return frame(frameType, body.readIntBE(2, 3), body.subarray(5));
}

function enhancedVideo(header: EnhancedHeader, frameType: number): FlvVideo {
  const { packetType, fourCc, body } = header;
  if (packetType === "multitrack") return { kind: "unsupported", codecName: "multitrack video" };
  if (fourCc !== "avc1") {
    return { kind: "unsupported", codecName: FOURCC_NAMES[fourCc] ?? printable(fourCc) };
  }
  if (frameType === COMMAND_FRAME) return IGNORED;
  switch (packetType) {
    case 0:
      return { kind: "config", record: body };
    case 1:
      return body.length < 3 ? IGNORED : frame(frameType, body.readIntBE(0, 3), body.subarray(3));
    case 3:
      return frame(frameType, 0, body);
    default:
      return IGNORED;
  }
}

function frame(frameType: number, compositionOffsetMs: number, data: Buffer): FlvVideo {
  if (frameType === COMMAND_FRAME || data.length === 0) return IGNORED;
  return { kind: "frame", isKeyFrame: frameType === KEY_FRAME, compositionOffsetMs, data };
}

function printable(fourCc: string): string {
  return /^[\x20-\x7e]{4}$/.test(fourCc) ? fourCc.trim() : "unknown";
}
