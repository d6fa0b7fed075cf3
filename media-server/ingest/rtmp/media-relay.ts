import type { MediaSink } from "../../media";
import { parseAudioSpecificConfig } from "../codecs/aac";
import { parseAvcConfig } from "../codecs/avc";
import { parseFlvAudio } from "../codecs/flv-audio";
import { parseFlvVideo } from "../codecs/flv-video";
import { splitAggregate } from "./aggregate";
import { MessageType, type RtmpMessage } from "./message";
import { createTimestampUnroller } from "./timestamp-unroller";

/**
 * Turns a publisher's messages into what a sink takes. Repeated configs are swallowed, frames before their config and
 * of codecs nobody can play are dropped, each foreign codec is named once. Throws `MediaFormatError` or
 * `RtmpProtocolError` on broken codec headers.
 */
export class MediaRelay {
  #sink: MediaSink | null;
  readonly #unroll = createTimestampUnroller();
  #videoRecord: Buffer | null = null;
  #audioRecord: Buffer | null = null;
  readonly #named = { video: "", audio: "" };

  constructor(sink: MediaSink) {
    this.#sink = sink;
  }

  /** Nothing reaches the sink after this, not even the rest of a message that is being taken. */
  detach(): void {
    this.#sink = null;
  }

  /** Messages of other types are none of its business and ignored. */
  take(message: RtmpMessage): void {
    if (message.type === MessageType.video) this.#video(message.payload, message.timestampMs);
    else if (message.type === MessageType.audio) this.#audio(message.payload, message.timestampMs);
    else if (message.type === MessageType.aggregate) {
      for (const part of splitAggregate(message)) this.take(part);
    }
  }

  #video(body: Buffer, timestampMs: number): void {
    const dtsMs = this.#unroll(timestampMs);
    const tag = parseFlvVideo(body);
    if (tag.kind === "unsupported") {
      this.#videoRecord = null;
      this.#unsupported("video", tag.codecName);
    } else if (tag.kind === "config") this.#videoConfig(tag.record);
    else if (tag.kind === "frame" && this.#videoRecord) {
      const { isKeyFrame, compositionOffsetMs, data } = tag;
      this.#sink?.video({ dtsMs, compositionOffsetMs, isKeyFrame, data });
    }
  }

  #videoConfig(record: Buffer): void {
    if (this.#videoRecord?.equals(record)) return;
    const { limitedSupport, ...config } = parseAvcConfig(record);
    this.#videoRecord = record;
    this.#named.video = "";
    this.#sink?.videoConfig(config);
    // Chromium plays these, others do not: passed on, and named.
    if (limitedSupport) this.#unsupported("video", limitedSupport);
  }

  #audio(body: Buffer, timestampMs: number): void {
    const ptsMs = this.#unroll(timestampMs);
    const tag = parseFlvAudio(body);
    if (tag.kind === "unsupported") {
      this.#audioRecord = null;
      this.#unsupported("audio", tag.codecName);
    } else if (tag.kind === "config") this.#audioConfig(tag.record);
    else if (tag.kind === "frame" && this.#audioRecord) this.#sink?.audio({ ptsMs, data: tag.data });
  }

  #audioConfig(record: Buffer): void {
    if (this.#audioRecord?.equals(record)) return;
    const parsed = parseAudioSpecificConfig(record);
    if ("unsupported" in parsed) {
      this.#audioRecord = null;
      this.#unsupported("audio", parsed.unsupported);
      return;
    }
    this.#audioRecord = record;
    this.#named.audio = "";
    this.#sink?.audioConfig(parsed.config);
  }

  #unsupported(kind: "video" | "audio", codecName: string): void {
    if (this.#named[kind] === codecName) return;
    this.#named[kind] = codecName;
    this.#sink?.unsupported(kind, codecName);
  }
}
