import { audioConfigTag, audioTag, flvHeader } from "../flv/flv-tag";
import type { Log } from "../log";
import type { AudioConfig, AudioFrame } from "../media";
import { FfmpegChild } from "./ffmpeg-child";
import type { Ffmpeg } from "./find-ffmpeg";
import { matroskaHeader, matroskaPacket } from "./matroska-writer";
import { readAac, readOpus } from "./read-audio";
import { RestartDelay } from "./restart-delay";

export interface AudioTranscoderOptions {
  readonly ffmpeg: Ffmpeg;
  readonly to: AudioConfig["codec"];
  /** Bits per second in thousands; 96 by default. */
  readonly kbps?: number;
  readonly log: Log;
  /** Before the first frame, and again when it changes. */
  config(config: AudioConfig): void;
  /** On the same clock as what was pushed. Opus comes in frames of 20 ms, AAC in frames of 1024 samples at 48 kHz. */
  frame(frame: AudioFrame): void;
}

/** Above 0, because encoders begin a little before their first frame. */
const START_MS = 1_000;
/** Some four seconds of sound: whoever is that far behind loses what comes. */
const MAX_QUEUED_BYTES = 65_536;
const MAX_STEP_BACK_MS = 200;
const MAX_GAP_MS = 5_000;

/**
 * Sound of one codec in, of the other out, through one ffmpeg that runs while frames come: AAC to Opus for WebRTC viewers,
 * Opus to AAC for players without Opus. Adds the delay of the two codecs, about 25 to 45 ms. Comes back by itself after a
 * crash. Never throws and never makes anybody wait.
 */
export class AudioTranscoder {
  private source: AudioConfig | null = null;
  private child: FfmpegChild | null = null;
  private known: AudioConfig | null = null;
  private baseMs = 0;
  private lastMs = 0;
  private isClosed = false;
  private readonly delay = new RestartDelay();

  constructor(private readonly options: AudioTranscoderOptions) {}

  /** Of the process; undefined while none runs. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  audioConfig(config: AudioConfig): void {
    const isSame =
      this.source?.codec === config.codec && this.source.decoderConfig.equals(config.decoderConfig);
    if (isSame) return;
    this.source = config;
    this.stop();
  }

  audio(frame: AudioFrame): void {
    const { source } = this;
    if (!source || this.isClosed) return;
    if (this.child && isJump(frame.ptsMs - this.lastMs)) this.stop();
    this.child ??= this.start(source, frame.ptsMs);
    if (!this.child || this.child.queuedBytes > MAX_QUEUED_BYTES) return;
    this.lastMs = frame.ptsMs;
    const timeMs = frame.ptsMs - this.baseMs + START_MS;
    this.child.write(source.codec === "aac" ? audioTag(frame, timeMs) : matroskaPacket(timeMs, frame.data));
  }

  /** The publisher is gone; the next one brings its own config and clock. */
  interrupted(): void {
    this.source = null;
    this.stop();
  }

  /** Nothing comes out any more. Idempotent. */
  close(): void {
    this.isClosed = true;
    this.child?.kill();
    this.child = null;
  }

  private start(source: AudioConfig, firstMs: number): FfmpegChild | null {
    const { options, delay } = this;
    const now = performance.now();
    if (!delay.mayStart(now)) return null;
    delay.noteStart(now);
    this.baseMs = firstMs;
    const baseMs = firstMs - START_MS;
    const out = {
      config: (config: AudioConfig) => this.announce(config),
      frame: (data: Buffer, timeMs: number) => {
        if (!this.isClosed) options.frame({ ptsMs: timeMs + baseMs, data });
      },
    };
    const read = options.to === "opus" ? readOpus(out) : readAac(out);
    const child = new FfmpegChild({
      ffmpeg: options.ffmpeg,
      args: transcodeArguments(source.codec, options.to, options.kbps ?? 96),
      outputs: 1,
      output: (_index, chunk) => read(chunk),
      exited: ({ isWanted, complaint }) => {
        if (this.child !== child) return;
        this.child = null;
        if (isWanted || this.isClosed) return;
        delay.noteFailure(performance.now());
        options.log.warn({ complaint }, "an audio transcode ended and is started again");
      },
    });
    child.write(
      source.codec === "aac"
        ? [flvHeader({ hasVideo: false, hasAudio: true }), ...audioConfigTag(source, 0)]
        : [matroskaHeader(source)],
    );
    return child;
  }

  private announce(config: AudioConfig): void {
    if (this.isClosed || this.known?.decoderConfig.equals(config.decoderConfig)) return;
    this.known = config;
    this.options.config(config);
  }

  /** What it has still comes out. */
  private stop(): void {
    this.child?.finish();
    this.child = null;
  }
}

function isJump(distanceMs: number): boolean {
  return distanceMs < -MAX_STEP_BACK_MS || distanceMs > MAX_GAP_MS;
}

function transcodeArguments(from: AudioConfig["codec"], to: AudioConfig["codec"], kbps: number): string[] {
  const input = ["-protocol_whitelist", "pipe", "-probesize", "32", "-analyzeduration", "0"];
  const container = from === "aac" ? "flv" : "matroska";
  const opus = [
    "-c:a",
    "libopus",
    "-application",
    "lowdelay",
    "-frame_duration",
    "20",
    "-vbr",
    "constrained",
  ];
  const encode = to === "opus" ? opus : ["-c:a", "aac"];
  const output = to === "opus" ? ["-page_duration", "1", "-f", "ogg"] : ["-f", "flv"];
  return [
    ...input,
    ...["-copyts", "-f", container, "-i", "pipe:0"],
    // Holes are filled with silence, so that times and samples stay together.
    ...["-map", "0:a:0", "-af", "aresample=async=1", "-ar", "48000", "-ac", "2"],
    ...[...encode, "-b:a", `${kbps}k`, "-flush_packets", "1", ...output, "pipe:3"],
  ];
}
