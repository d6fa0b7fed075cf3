import type { StreamSnapshot, UsageTotals } from "../../lib/wire/media-events";
import type { PublishVerdict } from "../../lib/wire/publish";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { EndReason } from "../../lib/wire/stream-state";
import type { FlvSource } from "../flv/serve-flv";
import type { MediaSink, Publisher } from "../media";
import type { HlsSource } from "../packaging/serve-hls";
import { AAC_RENDITION } from "../transcode/aac-sound";
import { IngestMeter } from "./ingest-meter";
import type { MediaFact } from "./stream-events";
import { type OutputDeps, StreamOutputs } from "./stream-outputs";

export type PublishPermit = Extract<PublishVerdict, { allowed: true }>;

export interface StreamDeps extends OutputDeps {
  readonly report: (fact: MediaFact) => void;
  readonly viewersOf: (streamId: string) => number;
}

interface Session {
  readonly publisher: Publisher;
  readonly meter: IngestMeter;
  lastFrameAt: number;
}

/** A publisher that has been silent for so long gives way to the one that knocks. */
const SILENT_PUBLISHER_MS = 3_000;
const REFUSAL_REPORT_MS = 5_000;

/** One stream: at most one publisher, what is made of its frames, and the phases between. */
export class LiveStream implements HlsSource, FlvSource {
  readonly outputs: StreamOutputs;
  endedAt: number | null = null;
  settings: StreamSettings;
  private session: Session | null = null;
  private lastMeter: IngestMeter | null = null;
  private liveSince: number | null = null;
  private reconnectUntil: number | null = null;
  private reconnectTimer: NodeJS.Timeout | null = null;
  private lastRefusalAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly id: string,
    permit: PublishPermit,
    readonly usage: UsageTotals,
    private readonly deps: StreamDeps,
  ) {
    this.settings = permit.settings;
    this.outputs = new StreamOutputs(id, permit.settings, deps, {
      playable: () => this.goLive(),
      clockJumped: () => this.session?.meter.noteJump(),
      requestKeyFrame: () => this.session?.publisher.requestKeyFrame?.(),
    });
  }

  get renditions() {
    return this.outputs.renditions;
  }

  get rtp() {
    return this.outputs.rtp;
  }

  get flv() {
    return this.outputs.flv;
  }

  /** Takes effect at once, also on air. */
  apply(settings: StreamSettings): void {
    if (this.settings.isPreview && !settings.isPreview) this.outputs.forgetPast();
    this.settings = settings;
    this.outputs.apply(settings);
  }

  /** Null while another publisher is at it; that one goes on undisturbed. */
  publish(permit: PublishPermit, publisher: Publisher): MediaSink | null {
    const { now, report } = this.deps;
    if (this.session && now() - this.session.lastFrameAt < SILENT_PUBLISHER_MS) {
      this.refuse(publisher);
      return null;
    }
    this.session?.publisher.disconnect("replaced");
    this.lose("replaced");
    this.stopWaiting();
    this.apply(permit.settings);
    const session = { publisher, meter: new IngestMeter(now), lastFrameAt: now() };
    this.session = session;
    this.lastMeter = session.meter;
    report({ type: "publish.started", stream: this.snapshot() });
    return this.sink(session);
  }

  /** Cuts the publisher off; it may come back within the reconnect window. */
  disconnect(cause: string): void {
    this.session?.publisher.disconnect(cause);
    this.lose(cause);
  }

  /** Ends the stream for its viewers at once. Idempotent. */
  end(reason: EndReason): void {
    if (this.endedAt !== null) return;
    const { session } = this;
    this.session = null;
    this.stopWaiting();
    this.endedAt = this.deps.now();
    this.outputs.ended();
    session?.publisher.disconnect(reason);
    this.deps.report({ type: "stream.ended", streamId: this.id, reason, usage: this.totals() });
  }

  /** Gives all memory back; whoever still asks is told that the stream is offline. */
  dispose(): void {
    this.stopWaiting();
    this.outputs.dispose();
  }

  served(bytes: number): void {
    this.usage.bytesOut += bytes;
  }

  /** Counts `elapsedMs` of viewing, of transcoding and, while a publisher is there, of ingest. */
  passTime(elapsedMs: number): void {
    this.usage.viewerMs += this.deps.viewersOf(this.id) * elapsedMs;
    if (this.session) this.usage.ingestMs += elapsedMs;
    this.usage.transcodeMs += this.outputs.renditionsInWork * elapsedMs;
  }

  snapshot(): StreamSnapshot {
    const meter = this.lastMeter ?? new IngestMeter(this.deps.now);
    const isConnected = this.session !== null;
    const connectedPhase = this.liveSince === null ? "connecting" : "live";
    return {
      streamId: this.id,
      phase: isConnected ? connectedPhase : "reconnecting",
      ingest: isConnected ? "active" : "inactive",
      metrics: meter.metrics(),
      facts: isConnected ? meter.facts() : null,
      protocol: this.session?.publisher.protocol ?? null,
      publisherAddress: this.session?.publisher.address.slice(0, 64) ?? null,
      // The same picture with other sound is no quality of its own.
      renditions: [...this.renditions].flatMap(([name, rendition]) =>
        name === AAC_RENDITION ? [] : (rendition.state(name) ?? []),
      ),
      notices: this.outputs.notices().slice(0, 20),
      usage: this.totals(),
      reconnectUntil: this.reconnectUntil,
      liveSince: this.liveSince,
      viewers: this.deps.viewersOf(this.id),
    };
  }

  private totals(): UsageTotals {
    const { ingestMs, viewerMs, transcodeMs } = this.usage;
    return {
      ...this.usage,
      ingestMs: Math.round(ingestMs),
      viewerMs: Math.round(viewerMs),
      transcodeMs: Math.round(transcodeMs),
    };
  }

  private goLive(): void {
    this.liveSince = this.deps.now();
    this.deps.report({ type: "stream.live", stream: this.snapshot() });
  }

  private refuse(publisher: Publisher): void {
    const now = this.deps.now();
    if (now - this.lastRefusalAt < REFUSAL_REPORT_MS) return;
    this.lastRefusalAt = now;
    const address = publisher.address.slice(0, 64);
    this.deps.report({ type: "publish.refused", streamId: this.id, reason: "already-publishing", address });
  }

  private lose(cause: string): void {
    if (!this.session) return;
    this.session = null;
    this.outputs.interrupted();
    const { reconnectWindowMs } = this.settings;
    this.reconnectUntil = this.deps.now() + reconnectWindowMs;
    this.reconnectTimer = setTimeout(() => this.end("publisher-lost"), reconnectWindowMs).unref();
    this.deps.report({ type: "publish.lost", stream: this.snapshot(), cause: cause.slice(0, 64) });
  }

  private stopWaiting(): void {
    if (this.reconnectTimer) clearTimeout(this.reconnectTimer);
    this.reconnectTimer = null;
    this.reconnectUntil = null;
  }

  /** A sink outlives its session when its connection closes late; then it does nothing. */
  private sink(session: Session): MediaSink {
    const { outputs, usage } = this;
    const { now } = this.deps;
    const { meter } = session;
    const whileCurrent = (act: () => void) => {
      if (this.session === session) act();
    };
    return {
      videoConfig: (config) =>
        whileCurrent(() => {
          meter.setVideoConfig(config);
          outputs.videoConfig(config);
        }),
      audioConfig: (config) =>
        whileCurrent(() => {
          meter.setAudioConfig(config);
          outputs.audioConfig(config);
        }),
      video: (frame) =>
        whileCurrent(() => {
          session.lastFrameAt = now();
          usage.bytesIn += frame.data.length;
          meter.countVideo(frame);
          outputs.video(frame);
        }),
      audio: (frame) =>
        whileCurrent(() => {
          session.lastFrameAt = now();
          usage.bytesIn += frame.data.length;
          meter.countAudio(frame.ptsMs, frame.data.length);
          outputs.audio(frame);
        }),
      packet: (packet) => whileCurrent(() => outputs.packet(packet)),
      senderReport: (report) => whileCurrent(() => outputs.senderReport(report)),
      unsupported: (kind, codecName) =>
        whileCurrent(() => {
          meter.setUnsupported(kind, codecName);
          outputs.unsupported(kind);
        }),
      close: (cause) => whileCurrent(() => this.lose(cause)),
    };
  }
}
