import type { AudioConfig, AudioFrame, VideoConfig, VideoFrame } from "../media";
import { AnnouncedContents } from "./announced-contents";
import {
  audioConfigTag,
  audioTag,
  type FlvContents,
  flvHeader,
  metadataTag,
  videoConfigTag,
  videoTag,
} from "./flv-tag";
import { FlvTimeline } from "./flv-timeline";
import { GopCache, type GopLimits } from "./gop-cache";
import { SilenceFiller } from "./silence-filler";

/** Sound goes out with the next picture, which halves the writes; without pictures it goes out this long after. */
const SOUND_WAITS_MS = 80;

/** What a newcomer begins with. */
export interface FlvOpening {
  /** For whoever has had no file header yet. */
  readonly header: readonly Buffer[];
  /** Sequence headers, and what leads to the newest picture. */
  readonly media: readonly Buffer[];
}

/**
 * New bytes for everybody. `resumeWith` comes before them for those who missed something; null: nobody can begin here.
 */
export type TakeChunk = (chunk: Buffer, resumeWith: readonly Buffer[] | null) => void;

/** Turns one publisher's frames after another's into one FLV stream. Each tag is made once. */
export class FlvMuxer {
  private readonly timeline = new FlvTimeline();
  private readonly gop: GopCache;
  private readonly silence = new SilenceFiller();
  private announced = new AnnouncedContents();
  private videoSetup: VideoConfig | null = null;
  private audioSetup: AudioConfig | null = null;
  private awaitsKeyFrame = true;
  private pending: Buffer[] = [];
  private pendingSounds: { bytes: Buffer; atMs: number }[] = [];
  private newestMs = 0;
  /** The same for everybody who comes before the next chunk. */
  private known: FlvOpening | null = null;

  constructor(
    private readonly takeChunk: TakeChunk,
    limits?: GopLimits,
  ) {
    this.gop = new GopCache(limits);
  }

  /** Which kinds of tags there are; null while it isn't known, and after each publisher's end. */
  get contents(): FlvContents | null {
    return this.announced.known();
  }

  /** Null while nobody can begin. */
  opening(): FlvOpening | null {
    const { contents } = this;
    if (!contents || (contents.hasVideo && this.gop.isEmpty)) return null;
    if (this.known) return this.known;
    const burst = contents.hasVideo ? this.gop.burst() : { startMs: this.newestMs, chunks: [] };
    const video = contents.hasVideo ? this.videoSetup : null;
    const audio = contents.hasAudio ? this.audioSetup : null;
    this.known = {
      header: [flvHeader(contents), ...metadataTag(video, audio)],
      media: [Buffer.concat(this.setupTags(burst.startMs)), ...burst.chunks],
    };
    return this.known;
  }

  videoConfig(config: VideoConfig): void {
    if (this.videoSetup?.decoderConfig.equals(config.decoderConfig)) return;
    this.flush(false);
    this.videoSetup = config;
    this.announced.announce("video");
    this.gop.dropPictures();
    this.awaitsKeyFrame = true;
    this.queue(videoConfigTag(config, this.newestMs));
  }

  audioConfig(config: AudioConfig): void {
    if (this.audioSetup?.decoderConfig.equals(config.decoderConfig)) return;
    this.flush(false);
    this.audioSetup = config;
    this.announced.announce("audio");
    this.gop.dropSounds();
    this.queue(audioConfigTag(config, this.newestMs));
  }

  video(frame: VideoFrame): void {
    if (!this.videoSetup || (this.awaitsKeyFrame && !frame.isKeyFrame)) return;
    this.awaitsKeyFrame = false;
    const dtsMs = this.timeline.video(frame.dtsMs);
    this.announced.note("video", dtsMs);
    if (this.audioSetup && this.contents?.hasAudio)
      for (const sound of this.silence.before(dtsMs, this.audioSetup)) this.sound(sound);
    const bytes = this.queue(videoTag(frame, dtsMs));
    this.newestMs = Math.max(this.newestMs, dtsMs);
    this.gop.addPicture({ bytes, dtsMs, ptsMs: dtsMs + frame.compositionOffsetMs }, frame.isKeyFrame);
    this.flush(frame.isKeyFrame);
  }

  audio(frame: AudioFrame): void {
    if (!this.audioSetup) return;
    const atMs = this.timeline.audio(frame.ptsMs);
    if (atMs === null || !this.silence.admits(atMs)) return;
    this.announced.note("audio", atMs);
    this.sound({ ptsMs: atMs, data: frame.data });
    const [oldest] = this.pendingSounds;
    if (oldest && atMs - oldest.atMs >= SOUND_WAITS_MS) this.flush(this.contents?.hasVideo === false);
  }

  unsupported(kind: "video" | "audio"): void {
    this.flush(false);
    this.announced.dismiss(kind);
    if (kind === "audio") this.audioSetup = null;
    else this.videoSetup = null;
    if (kind === "audio") this.gop.dropSounds();
    else this.gop.dropPictures();
  }

  /** The publisher is gone. The next one's frames follow without a gap. */
  interrupted(): void {
    this.flush(false);
    this.announced = new AnnouncedContents();
    this.videoSetup = null;
    this.audioSetup = null;
    this.awaitsKeyFrame = true;
    this.gop.dropPictures();
    this.gop.dropSounds();
    this.silence.reset();
    this.timeline.restart();
    this.known = null;
  }

  /** `atMs` is on the stream's own timeline. */
  private sound({ ptsMs: atMs, data }: AudioFrame): void {
    const tag = audioTag({ ptsMs: atMs, data }, atMs, this.audioSetup?.codec);
    this.pendingSounds.push({ bytes: this.queue(tag), atMs });
    this.newestMs = Math.max(this.newestMs, atMs);
  }

  private queue(tag: readonly Buffer[]): Buffer {
    const bytes = Buffer.concat(tag);
    this.pending.push(bytes);
    return bytes;
  }

  private setupTags(atMs: number): Buffer[] {
    const { videoSetup, audioSetup } = this;
    return [
      ...(videoSetup ? videoConfigTag(videoSetup, atMs) : []),
      ...(audioSetup ? audioConfigTag(audioSetup, atMs) : []),
    ];
  }

  private flush(isEntry: boolean): void {
    const { pending } = this;
    if (pending.length === 0) return;
    for (const sound of this.pendingSounds) this.gop.addSound(sound);
    this.pending = [];
    this.pendingSounds = [];
    this.known = null;
    const [only] = pending;
    const chunk = pending.length === 1 && only ? only : Buffer.concat(pending);
    this.takeChunk(chunk, isEntry ? this.setupTags(this.newestMs) : null);
  }
}
