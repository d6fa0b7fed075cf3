import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { StreamNotice } from "../../lib/wire/stream-state";
import { FlvFeed } from "../flv/flv-feed";
import type {
  AudioConfig,
  AudioFrame,
  FrameTap,
  MediaPacket,
  SenderReport,
  VideoConfig,
  VideoFrame,
} from "../media";
import type { ByteBudget } from "../packaging/byte-budget";
import { Packager } from "../packaging/packager";
import type { PackagerOutput } from "../packaging/packager-output";
import type { RenditionReport } from "../packaging/render-playlist";
import { Rendition } from "../packaging/rendition";
import { AacSound } from "../transcode/aac-sound";
import type { LadderHost } from "../transcode/ladder-renditions";
import { StreamLadder, type Transcoding } from "../transcode/stream-ladder";
import type { OpenOpus } from "../webrtc/feed/opus-source";
import { RtpFeed } from "../webrtc/feed/rtp-feed";
import type { SourceOutput } from "./source-output";

export interface OutputDeps {
  /** Epoch ms. */
  readonly now: () => number;
  readonly budget: ByteBudget;
  /** Bytes that one rendition may keep for viewers. */
  readonly maxStreamBytes: number;
  /** Who else takes the source's parts: recorder, posters. Asked once per stream. */
  readonly attach?: (streamId: string, settings: StreamSettings) => readonly SourceOutput[];
  /** Makes Opus of an encoder's sound, for WebRTC viewers; without it they hear none but Opus. */
  readonly openOpus?: OpenOpus | null;
  /** Makes further qualities; without it there is the source only. */
  readonly transcoding?: Transcoding;
  /** Called for each part of a source. */
  readonly partMade?: () => void;
}

export interface OutputHooks {
  /** The first part can be played. */
  playable(): void;
  /** The encoder's clock jumped. */
  clockJumped(): void;
  /** A viewer can't begin without a key frame: the publisher is to send one, if it can be asked. */
  requestKeyFrame(): void;
}

/** November 2023: what is counted from here stays ahead of any earlier run of the server. */
const ORIGIN_MS = 1_700_000_000_000;
// Two per second: segments are never that short for long, and it stays below 2^31 until 2057.
const firstMsn = (now: number) => Math.floor((now - ORIGIN_MS) / 500);

/** Everything that is made of one stream's frames, whoever publishes them. */
export class StreamOutputs implements FrameTap {
  /** By name as in the path; the source first. */
  readonly renditions = new Map<string, Rendition>();
  /** For WebRTC viewers. */
  readonly rtp: RtpFeed;
  private readonly source: Rendition;
  private readonly packager: Packager;
  /** The stream as one that viewers hold open. */
  readonly flv = new FlvFeed();
  /** Those who take the frames as they are. */
  private readonly taps: FrameTap[];
  /** Those who take the source's parts and segments. */
  private readonly packaged: readonly SourceOutput[];
  private readonly ladder: StreamLadder | null;
  private isPlayable = false;

  constructor(
    readonly streamId: string,
    settings: StreamSettings,
    private readonly deps: OutputDeps,
    private readonly hooks: OutputHooks,
  ) {
    const { now } = deps;
    // Media time goes on with the clock, so that players keep their place over a restart of the server.
    this.packager = new Packager(this.fanOut(), now, Math.floor(now() - ORIGIN_MS));
    this.source = this.createRendition(settings.dvrWindowMs);
    this.renditions.set("source", this.source);
    const attached = deps.attach?.(streamId, settings) ?? [];
    const aac = this.createAacSound(deps.transcoding);
    this.ladder = deps.transcoding ? this.createLadder(settings, deps.transcoding) : null;
    const made = [...(aac ? [aac] : []), ...(this.ladder ? [this.ladder] : [])];
    this.packaged = [...attached, ...made];
    this.taps = [aac ? aac.withoutOpus(this.flv) : this.flv, ...made];
    this.rtp = new RtpFeed({
      now: () => performance.now(),
      requestKeyFrame: () => hooks.requestKeyFrame(),
      openOpus: deps.openOpus ?? null,
    });
    this.taps.push(this.rtp);
  }

  /** Takes effect at once, also on air. */
  apply(settings: StreamSettings): void {
    for (const { window } of this.renditions.values()) window.dvrWindowMs = settings.dvrWindowMs;
    for (const output of this.packaged) output.apply(settings);
  }

  /** What was shown until now is not for those who watch from now on. */
  forgetPast(): void {
    for (const rendition of this.renditions.values()) rendition.forgetPast(this.deps.now());
    this.rtp.forgetPast();
  }

  /** Qualities beside the source's that a transcoder makes now. */
  get renditionsInWork(): number {
    return this.ladder?.renditionsInWork ?? 0;
  }

  /** What could not be done for the stream, as of now. */
  notices(): StreamNotice[] {
    return this.packaged.flatMap((output) => output.notices());
  }

  /** Turns out everybody who holds a connection with a token that isn't admitted any more. */
  recheck(admits: (token: string | null) => boolean): void {
    this.flv.recheck(admits);
  }

  videoConfig(config: VideoConfig): void {
    this.packager.setVideoConfig(config);
    for (const tap of this.taps) tap.videoConfig(config);
  }

  audioConfig(config: AudioConfig): void {
    this.packager.setAudioConfig(config);
    for (const tap of this.taps) tap.audioConfig(config);
  }

  video(frame: VideoFrame): void {
    this.packager.pushVideo(frame);
    for (const tap of this.taps) tap.video(frame);
  }

  audio(frame: AudioFrame): void {
    this.packager.pushAudio(frame);
    for (const tap of this.taps) tap.audio(frame);
  }

  packet(packet: MediaPacket): void {
    for (const tap of this.taps) tap.packet?.(packet);
  }

  senderReport(report: SenderReport): void {
    for (const tap of this.taps) tap.senderReport?.(report);
  }

  unsupported(kind: "video" | "audio"): void {
    if (kind === "video") this.packager.setVideoUnusable();
    for (const tap of this.taps) tap.unsupported(kind);
  }

  interrupted(): void {
    this.packager.finish();
    for (const tap of this.taps) tap.interrupted();
  }

  ended(): void {
    this.packager.finish();
    this.source.end(this.deps.now());
    for (const tap of this.taps) tap.ended();
    for (const output of this.packaged) output.ended();
  }

  /** Gives all memory back; whoever still asks is told that the stream is offline. */
  dispose(): void {
    this.rtp.ended();
    for (const rendition of this.renditions.values()) rendition.clear();
    for (const output of this.packaged) output.dispose();
  }

  private createRendition(dvrWindowMs: number): Rendition {
    const { now, budget, maxStreamBytes } = this.deps;
    const limits = { dvrWindowMs, maxBytes: maxStreamBytes, budget };
    return new Rendition(firstMsn(now()), limits, this.packager.partTarget, (self) => this.reports(self));
  }

  private createLadder(settings: StreamSettings, transcoding: Transcoding): StreamLadder {
    return new StreamLadder(this.host(), transcoding, settings.ladder);
  }

  /** Null without ffmpeg: players without Opus then don't hear WebRTC publishers. */
  private createAacSound(transcoding: Transcoding | undefined): AacSound | null {
    if (!transcoding?.ffmpeg) return null;
    const { ffmpeg, log } = transcoding;
    return new AacSound({ host: this.host(), ffmpeg, log, also: this.flv });
  }

  private host(): LadderHost {
    const { streamId, source, renditions } = this;
    const createRendition = () => this.createRendition(source.window.dvrWindowMs);
    return { streamId, source, renditions, createRendition, now: this.deps.now };
  }

  /** How far the renditions beside this one are. */
  private reports(self: Rendition): RenditionReport[] {
    return [...this.renditions].flatMap(([name, other]) =>
      other === self ? [] : (other.report(`../${name}/media.m3u8`) ?? []),
    );
  }

  private fanOut(): PackagerOutput {
    return {
      startRun: (run) => {
        this.source.startRun(run);
        for (const output of this.packaged) output.startRun(run);
      },
      addPart: (part) => {
        this.source.addPart(part, this.deps.now());
        this.deps.partMade?.();
        for (const output of this.packaged) output.addPart(part);
        if (!this.isPlayable) this.hooks.playable();
        this.isPlayable = true;
      },
      endSegment: () => {
        this.source.endSegment(this.deps.now());
        for (const output of this.packaged) output.endSegment();
      },
      clockJumped: () => {
        this.hooks.clockJumped();
        for (const output of this.packaged) output.clockJumped();
      },
    };
  }
}
