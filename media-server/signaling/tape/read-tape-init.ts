import { parseAvcConfig } from "../../ingest/codecs/avc";
import { MediaFormatError } from "../../ingest/codecs/media-format-error";
import { opusConfig } from "../../ingest/codecs/opus";
import type { AudioConfig, VideoConfig } from "../../media";
import { boxAt, wholeBoxes } from "../../recording/read-fragments";

/** A track of a browser's recording. */
export type TapeTrack = { readonly id: number; readonly timescale: number } & (
  | { readonly kind: "video"; readonly config: VideoConfig }
  | { readonly kind: "audio"; readonly config: AudioConfig }
);

/** Fixed parts of sample entries before their boxes (ISO 14496-12 §12.1.3, §12.2.3). */
const VISUAL_ENTRY_BYTES = 78;
const AUDIO_ENTRY_BYTES = 28;
const AUDIO_CHANNELS_AT = 16;

/** The tracks of an init segment: H.264 and Opus, which is what viewers get too. Empty when there is anything else. */
export function readTapeInit(moov: Buffer): TapeTrack[] {
  const tracks: TapeTrack[] = [];
  for (const { type, body } of wholeBoxes(moov)) {
    const track = type === "trak" ? readTrack(body) : null;
    if (type === "trak" && !track) return [];
    if (track) tracks.push(track);
  }
  return tracks;
}

function readTrack(trak: Buffer): TapeTrack | null {
  const id = fieldAfterTimes(boxAt(trak, "tkhd"));
  const timescale = fieldAfterTimes(boxAt(trak, "mdia", "mdhd"));
  const [entry] = wholeBoxes(boxAt(trak, "mdia", "minf", "stbl", "stsd")?.subarray(8) ?? Buffer.alloc(0));
  if (!id || !timescale || !entry) return null;
  if (entry.type === "avc1" || entry.type === "avc3") {
    const config = readAvc(entry.body);
    return config && { id, timescale, kind: "video", config };
  }
  const config = entry.type === "Opus" ? readOpus(entry.body) : null;
  return config && { id, timescale, kind: "audio", config };
}

/** In both boxes it follows the two times, which version 1 writes in 64 bits (ISO 14496-12 §8.3.2, §8.4.2). */
function fieldAfterTimes(box: Buffer | null): number | null {
  const at = box?.[0] === 1 ? 20 : 12;
  return box && box.length >= at + 4 ? box.readUInt32BE(at) : null;
}

function readAvc(entry: Buffer): VideoConfig | null {
  const record = boxAt(entry.subarray(VISUAL_ENTRY_BYTES), "avcC");
  try {
    return record && parseAvcConfig(Buffer.from(record));
  } catch (error) {
    if (error instanceof MediaFormatError) return null;
    throw error;
  }
}

function readOpus(entry: Buffer): AudioConfig | null {
  if (entry.length < AUDIO_ENTRY_BYTES || !boxAt(entry.subarray(AUDIO_ENTRY_BYTES), "dOps")) return null;
  const channels = entry.readUInt16BE(AUDIO_CHANNELS_AT);
  return channels === 1 || channels === 2 ? opusConfig(channels) : null;
}
