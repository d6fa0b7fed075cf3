import { type EnhancedPacketTypes, parseEnhancedHeader } from "./enhanced-header";

/** What one FLV audio tag body means to this ingest. */
export type FlvAudio =
  | { readonly kind: "config"; readonly record: Buffer }
  | { readonly kind: "frame"; readonly data: Buffer }
  | { readonly kind: "unsupported"; readonly codecName: string }
  | { readonly kind: "ignored" };

const IGNORED: FlvAudio = { kind: "ignored" };
const AAC = 10;
const ENHANCED = 9;
const ENHANCED_TYPES: EnhancedPacketTypes = { multitrack: 5, modifier: 7 };

/** SoundFormat of the FLV specification E.4.2.1. */
const LEGACY_NAMES: Readonly<Record<number, string>> = {
  0: "PCM",
  1: "ADPCM",
  2: "MP3",
  3: "PCM",
  4: "Nellymoser",
  5: "Nellymoser",
  6: "Nellymoser",
  7: "G.711 A-law",
  8: "G.711 mu-law",
  11: "Speex",
  14: "MP3",
};

const FOURCC_NAMES: Readonly<Record<string, string>> = {
  Opus: "Opus",
  ".mp3": "MP3",
  "ac-3": "AC-3",
  "ec-3": "E-AC-3",
  fLaC: "FLAC",
};

/** Parses an audio tag body, legacy or enhanced (Enhanced RTMP v2). Too short ones are ignored; never throws. */
export function parseFlvAudio(body: Buffer): FlvAudio {
  const first = body[0];
  if (first === undefined) return IGNORED;
  const format = first >> 4;
  if (format === ENHANCED) return enhancedAudio(body);
  if (format !== AAC) {
    return { kind: "unsupported", codecName: LEGACY_NAMES[format] ?? `FLV audio codec ${format}` };
  }
  if (body.length < 3) return IGNORED;
  const data = body.subarray(2);
  if (body[1] === 0) return { kind: "config", record: data };
  return body[1] === 1 ? { kind: "frame", data } : IGNORED;
}

function enhancedAudio(tag: Buffer): FlvAudio {
  const header = parseEnhancedHeader(tag, ENHANCED_TYPES);
  if (!header) return IGNORED;
  if (header.packetType === "multitrack") return { kind: "unsupported", codecName: "multitrack audio" };
  if (header.fourCc !== "mp4a") {
    return { kind: "unsupported", codecName: FOURCC_NAMES[header.fourCc] ?? "unknown" };
  }
  if (header.body.length === 0) return IGNORED;
  if (header.packetType === 0) return { kind: "config", record: header.body };
  return header.packetType === 1 ? { kind: "frame", data: header.body } : IGNORED;
}
