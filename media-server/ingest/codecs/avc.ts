import type { VideoConfig } from "../../media";
import { parseSps } from "./h264-sps";
import { MediaFormatError } from "./media-format-error";

export interface AvcConfig extends VideoConfig {
  /** Set when some browsers can't decode it, e.g. `H.264 4:4:4`: a name for the creator, else null. */
  readonly limitedSupport: string | null;
}

/** Encoders need a few hundred bytes. Every segment may carry its own record, so a huge one would fill memory. */
const LONGEST_RECORD_BYTES = 16_384;
const CHROMA_NAMES = ["monochrome", "4:2:0", "4:2:2", "4:4:4"] as const;

/** Parses an AVCDecoderConfigurationRecord (ISO 14496-15 §5.3.3.1). Throws `MediaFormatError`. */
export function parseAvcConfig(record: Buffer): AvcConfig {
  if (record.length < 8 || record[0] !== 1) throw new MediaFormatError("not an avcC record");
  if (record.length > LONGEST_RECORD_BYTES)
    throw new MediaFormatError(`avcC record of ${record.length} bytes`);
  if ((record.readUInt8(5) & 0x1f) === 0) throw new MediaFormatError("avcC record without SPS");
  const spsLength = record.readUInt16BE(6);
  if (spsLength < 4 || record.length < 8 + spsLength) throw new MediaFormatError("avcC record cut off");
  const sps = parseSps(record.subarray(8, 8 + spsLength));
  return {
    codec: "h264",
    codecString: `avc1.${record.toString("hex", 1, 4)}`,
    width: sps.width,
    height: sps.height,
    decoderConfig: record,
    limitedSupport: limitedSupport(sps.chromaFormat, sps.bitDepth),
  };
}

function limitedSupport(chromaFormat: number, bitDepth: number): string | null {
  if (bitDepth > 8) return `H.264 ${bitDepth}-bit`;
  return chromaFormat === 1 ? null : `H.264 ${CHROMA_NAMES[chromaFormat] ?? "chroma"}`;
}
