/** What every ingest, whatever its protocol, hands to packaging. Times are the encoder's own clock in ms. */

export interface VideoConfig {
  readonly codec: "h264";
  /** RFC 6381, e.g. `avc1.64001f`. */
  readonly codecString: string;
  readonly width: number;
  readonly height: number;
  /** AVCDecoderConfigurationRecord (ISO 14496-15), the content of an `avcC` box. */
  readonly decoderConfig: Buffer;
}

export interface AudioConfig {
  readonly codec: "aac" | "opus";
  /** RFC 6381, e.g. `mp4a.40.2`, `opus`. */
  readonly codecString: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** AAC: AudioSpecificConfig (ISO 14496-3). Opus: the content of a `dOps` box (Opus in ISOBMFF §4.3.2). */
  readonly decoderConfig: Buffer;
}

export interface VideoFrame {
  readonly dtsMs: number;
  /** Presentation minus decoding time; above 0 when the encoder uses B-frames. */
  readonly compositionOffsetMs: number;
  readonly isKeyFrame: boolean;
  /** Length-prefixed NAL units, as in FLV and MP4. */
  readonly data: Buffer;
}

export interface AudioFrame {
  readonly ptsMs: number;
  readonly data: Buffer;
}

/** An RTP packet as a WebRTC publisher sent it, for viewers who take RTP too. Its frames come through the sink as well. */
export interface MediaPacket {
  readonly kind: "video" | "audio";
  /** The publisher's own, 16 bits; a gap is a loss that was not repaired in time. */
  readonly sequence: number;
  /** 32 bits; 90 kHz for video, 48 kHz for audio. */
  readonly timestamp: number;
  readonly marker: boolean;
  /** Without header and extensions. */
  readonly payload: Buffer;
  /** Decoding may begin here: the first packet of a key frame with its parameter sets. */
  readonly startsKeyFrame: boolean;
}

/** Ties a track's RTP clock to the wall clock (RFC 3550 §6.4.1), for lip sync. */
export interface SenderReport {
  readonly kind: "video" | "audio";
  /** Epoch ms by the publisher's clock. */
  readonly wallMs: number;
  readonly timestamp: number;
}

/** One publisher's way into its stream. Configs come before the first frame of their kind, and again when they change. */
export interface MediaSink {
  videoConfig(config: VideoConfig): void;
  audioConfig(config: AudioConfig): void;
  video(frame: VideoFrame): void;
  audio(frame: AudioFrame): void;
  /** Only from publishers that speak RTP: the same media, packet by packet, in the order of arrival. */
  packet?(packet: MediaPacket): void;
  senderReport?(report: SenderReport): void;
  /** The encoder sends something that viewers' browsers can't be given, e.g. `("video", "HEVC")`. */
  unsupported(kind: "video" | "audio", codecName: string): void;
  /** The publisher is gone; the sink takes nothing more. `cause` e.g. `connection-closed`, `unpublished`, `timed-out`. */
  close(cause: string): void;
}

/**
 * Somebody who takes a stream's frames as they come in, on the encoder's own clock: the packager, FLV and WebRTC viewers,
 * the transcoder. Never throws and never makes the ingest wait.
 */
export interface FrameTap {
  videoConfig(config: VideoConfig): void;
  audioConfig(config: AudioConfig): void;
  video(frame: VideoFrame): void;
  audio(frame: AudioFrame): void;
  packet?(packet: MediaPacket): void;
  senderReport?(report: SenderReport): void;
  unsupported(kind: "video" | "audio"): void;
  /** The publisher is gone. The next one brings its own configs and its own clock. */
  interrupted(): void;
  /** Nothing more will come. */
  ended(): void;
}

/** What a stream may do to whoever publishes it. */
export interface Publisher {
  readonly address: string;
  readonly protocol: "rtmp" | "whip";
  /** Asks the encoder for a key frame soon, where the protocol can carry that. */
  requestKeyFrame?(): void;
  /** Cuts the connection off; the sink's `close` follows with this cause. */
  disconnect(cause: string): void;
}
