import type { Log } from "../log";
import type { AudioConfig, AudioFrame, FrameTap } from "../media";
import type { Tracks } from "../packaging/init-segment";
import type { PackagedPart, RunStart } from "../packaging/packager-output";
import type { Rendition } from "../packaging/rendition";
import type { SourceOutput } from "../streams/source-output";
import { AacMirror } from "./aac-mirror";
import { AudioTranscoder } from "./audio-transcoder";
import type { Ffmpeg } from "./find-ffmpeg";
import type { LadderHost } from "./ladder-renditions";

export interface AacSoundOptions {
  readonly host: LadderHost;
  readonly ffmpeg: Ffmpeg;
  readonly log: Log;
  /** Takes the AAC as well: FLV viewers, as long as there are any. */
  readonly also: Pick<FrameTap, "audioConfig" | "audio"> & { readonly viewerCount: number };
}

/** As it stands in paths and playlists. */
export const AAC_RENDITION = "aac";
const TICK_MS = 200;
/** Players ask for a playlist at least every few seconds: whoever is silent for so long has gone. In ms. */
const LINGER_MS = 30_000;
const ASSUMED_KBPS = 2_500;
/** AAC-LC, 48 kHz, stereo: what the transcoder makes. */
const ASSUMED_AAC: AudioConfig = {
  codec: "aac",
  codecString: "mp4a.40.2",
  sampleRate: 48_000,
  channels: 2,
  decoderConfig: Buffer.from("1190", "hex"),
};

/**
 * For a publisher who sends Opus, the same with AAC: a rendition of its own for players without Opus, and sound for whoever
 * takes frames. It is listed from the start, and made while somebody asks for it: that costs one ffmpeg, and every part
 * once more. Nothing of it is there for publishers who send AAC.
 */
export class AacSound implements FrameTap, SourceOutput {
  /** What the publisher sends, and in which run of the source; null unless that is Opus. */
  private opus: AudioConfig | null = null;
  private tracks: Tracks | null = null;
  private rendition: Rendition | null = null;
  private transcoder: AudioTranscoder | null = null;
  private mirror: AacMirror | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private ptsByFrame = new WeakMap<Buffer, number>();
  private made: AudioConfig | null = null;
  private ticker: NodeJS.Timeout | null = null;

  constructor(private readonly options: AacSoundOptions) {}

  /** Whether it costs anything at the moment. */
  get isWorking(): boolean {
    return this.transcoder !== null;
  }

  /** Whether frames of this sound come out as AAC here. */
  replaces({ codec }: AudioConfig): boolean {
    return codec === "opus";
  }

  audioConfig(config: AudioConfig): void {
    if (!this.replaces(config)) return this.stop();
    this.opus = config;
    this.transcoder?.audioConfig(config);
    // Known before the first frame: nobody has to begin without sound.
    this.options.also.audioConfig(this.made ?? ASSUMED_AAC);
  }

  audio(frame: AudioFrame): void {
    if (!this.opus) return;
    if (!this.isWanted()) return this.rest();
    this.transcoder ??= this.work(this.opus);
    this.ptsByFrame.set(frame.data, frame.ptsMs);
    this.transcoder.audio(frame);
  }

  /** The same tap, but for the sound that comes as AAC instead. */
  withoutOpus(tap: FrameTap): FrameTap {
    let isReplaced = false;
    return {
      videoConfig: (config) => tap.videoConfig(config),
      audioConfig: (config) => {
        isReplaced = this.replaces(config);
        if (!isReplaced) tap.audioConfig(config);
      },
      video: (frame) => tap.video(frame),
      audio: (frame) => {
        if (!isReplaced) tap.audio(frame);
      },
      unsupported: (kind) => tap.unsupported(kind),
      interrupted: () => tap.interrupted(),
      ended: () => tap.ended(),
    };
  }

  startRun({ tracks }: RunStart): void {
    if (!tracks.audio || !this.replaces(tracks.audio)) return this.withdraw();
    this.tracks = tracks;
    this.rendition ??= this.list();
    this.expect(this.rendition, tracks);
    if (this.transcoder) this.mirror ??= this.openMirror(this.rendition);
    this.mirror?.startRun(tracks);
  }

  addPart(part: PackagedPart): void {
    const { window } = this.options.host.source;
    const opensSegment = window.open?.parts.length === 1;
    this.mirror?.addPart(part, {
      msn: window.lastMsn,
      discontinuity: window.newestDiscontinuity,
      opensSegment,
    });
  }

  endSegment(): void {
    this.mirror?.endSegment();
  }

  interrupted(): void {
    this.mirror?.end();
    this.transcoder?.interrupted();
  }

  ended(): void {
    this.mirror?.end();
    this.rendition?.end(this.options.host.now());
    this.stop();
  }

  dispose(): void {
    this.stop();
  }

  videoConfig(): void {}
  video(): void {}
  unsupported(): void {}
  clockJumped(): void {}
  apply(): void {}
  notices(): [] {
    return [];
  }

  private openTranscoder(): AudioTranscoder {
    const { ffmpeg, log, also } = this.options;
    return new AudioTranscoder({
      ffmpeg,
      to: "aac",
      kbps: 128,
      log,
      config: (config) => {
        this.mirror?.audioConfig(config);
        also.audioConfig(config);
        this.made = config;
      },
      frame: (frame) => {
        this.mirror?.addFrame(frame);
        also.audio(frame);
      },
    });
  }

  private isWanted(): boolean {
    const now = this.options.host.now();
    // Whoever comes and goes must not start and stop a program with each time.
    if (this.options.also.viewerCount > 0) this.askedAt = now;
    return now - this.askedAt < LINGER_MS;
  }

  /** Somebody has come. Players begin with the next segment. */
  private work(opus: AudioConfig): AudioTranscoder {
    const transcoder = this.openTranscoder();
    transcoder.audioConfig(opus);
    if (this.rendition && this.tracks) {
      this.mirror = this.openMirror(this.rendition);
      this.mirror.startRun(this.tracks);
    }
    return transcoder;
  }

  /** The last one has gone. Whoever comes then must not be given what is old by then. */
  private rest(): void {
    if (!this.transcoder) return;
    this.transcoder.close();
    this.transcoder = null;
    this.closeMirror();
    this.rendition?.clear();
    if (this.rendition && this.tracks) this.expect(this.rendition, this.tracks);
  }

  private list(): Rendition {
    const { host } = this.options;
    const rendition = host.createRendition();
    rendition.whenAsked(() => {
      this.askedAt = this.options.host.now();
    });
    host.renditions.set(AAC_RENDITION, rendition);
    return rendition;
  }

  private expect(rendition: Rendition, tracks: Tracks): void {
    rendition.expect({
      tracks: { ...tracks, audio: this.made ?? ASSUMED_AAC },
      averageBandwidth: ASSUMED_KBPS * 1000,
      peakBandwidth: ASSUMED_KBPS * 1000,
      frameRate: null,
    });
  }

  private openMirror(rendition: Rendition): AacMirror {
    const mirror = new AacMirror(rendition, (data) => this.ptsByFrame.get(data), this.options.host.now);
    if (this.made) mirror.audioConfig(this.made);
    this.ticker = setInterval(() => mirror.tick(), TICK_MS).unref();
    return mirror;
  }

  /** Whoever watches it is told that it is gone, and goes on with the source. */
  private withdraw(): void {
    this.tracks = null;
    this.closeMirror();
    this.rendition?.clear();
    this.rendition = null;
    this.options.host.renditions.delete(AAC_RENDITION);
  }

  private closeMirror(): void {
    if (this.ticker) clearInterval(this.ticker);
    this.ticker = null;
    this.mirror = null;
  }

  private stop(): void {
    this.opus = null;
    this.transcoder?.close();
    this.transcoder = null;
    this.made = null;
    this.closeMirror();
  }
}
