import { parseAudioSpecificConfig } from "../ingest/codecs/aac";
import { parseFlvAudio } from "../ingest/codecs/flv-audio";
import { OPUS_SAMPLE_RATE, opusSamples } from "../ingest/codecs/opus";
import type { AudioConfig } from "../media";
import { FlvReader } from "./flv-reader";
import { OggReader } from "./ogg-reader";
import { opusHeadToBox } from "./opus-packet";

export interface AudioOutput {
  config(config: AudioConfig): void;
  /** `timeMs`: when it is heard, on the clock of the bytes. */
  frame(data: Buffer, timeMs: number): void;
}

/** AAC out of FLV. Returns where the bytes go. */
export function readAac(out: AudioOutput): (chunk: Buffer) => void {
  const reader = new FlvReader(({ kind, timestampMs, body }) => {
    if (kind !== "audio") return;
    const tag = parseFlvAudio(body);
    if (tag.kind === "frame") out.frame(tag.data, timestampMs);
    if (tag.kind !== "config") return;
    const parsed = parseAudioSpecificConfig(tag.record);
    if ("config" in parsed) out.config(parsed.config);
  });
  return (chunk) => reader.push(chunk);
}

/** Opus out of Ogg with one packet a page. Returns where the bytes go. */
export function readOpus(out: AudioOutput): (chunk: Buffer) => void {
  let preSkip = 0;
  let packets = 0;
  const reader = new OggReader(({ data, granule }) => {
    packets += 1;
    if (packets === 1) {
      const decoderConfig = opusHeadToBox(data);
      if (!decoderConfig) return;
      preSkip = decoderConfig.readUInt16BE(2);
      const channels = decoderConfig.readUInt8(1);
      out.config({
        codec: "opus",
        codecString: "opus",
        sampleRate: OPUS_SAMPLE_RATE,
        channels,
        decoderConfig,
      });
    }
    // The second packet is comments.
    if (packets <= 2) return;
    // Granules count the encoder's run-in too; what a decoder gives out at this time is that much later.
    out.frame(data, ((granule - preSkip - opusSamples(data)) * 1000) / OPUS_SAMPLE_RATE);
  });
  return (chunk) => reader.push(chunk);
}
