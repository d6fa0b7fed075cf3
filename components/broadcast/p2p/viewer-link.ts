import { z } from "zod";
import { Peer } from "@/components/p2p/open-peer";
import type { HostSignal, IceServer, ViewerSignal } from "@/lib/wire/p2p";
import { type LinkCounters, type LinkFigures, type Report, readLink } from "./link-figures";
import type { SendingPlan } from "./plan-room";

/** What a viewer's page says of itself over the link. Shown to the creator only, and bounded: it is anybody's word. */
const ViewerReport = z.object({ bufferMs: z.number().min(0).max(60_000).nullable() });

export interface ViewerLinkOptions {
  readonly generation: number;
  readonly media: MediaStream;
  readonly plan: SendingPlan;
  /** The first one that both sides know is used, e.g. `video/VP8`. */
  readonly codecs: readonly string[];
  readonly iceServers: readonly IceServer[];
  readonly relayOnly: boolean;
  send(signal: HostSignal): void;
  onConnected(): void;
  onClosed(): void;
}

/** Media gets through within this, or another way is needed; in ms. */
const CONNECT_MS = 15_000;
const KINDS = ["video", "audio"] as const;

/** The creator's end of the link to one viewer: one peer connection, one encoder. */
export class ViewerLink {
  readonly generation: number;
  isConnected = false;
  figures: LinkFigures | null = null;
  /** How long the viewer's browser holds media back, in ms, as it says itself. */
  bufferMs: number | null = null;
  private readonly peer: Peer;
  private readonly senders = new Map<string, RTCRtpSender>();
  private readonly tooLong: ReturnType<typeof setTimeout>;
  private counters: LinkCounters | null = null;

  constructor(private readonly options: ViewerLinkOptions) {
    this.generation = options.generation;
    this.tooLong = setTimeout(() => this.close(), CONNECT_MS);
    const { iceServers, relayOnly } = options;
    this.peer = new Peer(
      { isHost: true, iceServers, relayOnly },
      {
        // The one who offers never answers.
        onSignal: (signal) => signal.type !== "answer" && options.send(signal),
        onConnected: () => {
          clearTimeout(this.tooLong);
          this.isConnected = true;
          options.onConnected();
        },
        onMessage: (text) => this.hear(text),
        onClosed: () => {
          clearTimeout(this.tooLong);
          this.isConnected = false;
          options.onClosed();
        },
      },
    );
    // Before the library makes its offer, which it does when this turn is over.
    this.addMedia(options.media);
  }

  signal(signal: ViewerSignal): void {
    this.peer.signal(signal);
  }

  /** The same link goes on with other tracks; a kind without a track is sent as nothing. */
  async replace(media: MediaStream): Promise<void> {
    for (const kind of KINDS) await this.senders.get(kind)?.replaceTrack(trackOf(media, kind));
  }

  /** Without effect on a link that is closed. */
  async apply(plan: SendingPlan): Promise<void> {
    const sender = this.senders.get("video");
    const parameters = sender?.getParameters();
    const [encoding] = parameters?.encodings ?? [];
    if (!sender || !parameters || !encoding) return;
    const wanted = encodingFor(plan, sender.track);
    const isSame = Object.entries(wanted).every(([name, value]) => Reflect.get(encoding, name) === value);
    if (isSame) return;
    Object.assign(encoding, wanted);
    await sender.setParameters(parameters).catch(() => undefined);
  }

  async measure(): Promise<LinkFigures | null> {
    const stats = this.isConnected ? await this.peer.connection?.getStats() : null;
    if (!stats) return null;
    const { figures, counters } = readLink([...stats.values()] as Report[], this.counters);
    this.counters = counters;
    this.figures = figures;
    return figures;
  }

  /** `onClosed` follows. */
  close(): void {
    this.peer.close();
  }

  private addMedia(media: MediaStream): void {
    const { connection } = this.peer;
    for (const kind of KINDS) {
      const track = trackOf(media, kind);
      const transceiver = connection?.addTransceiver(track ?? kind, {
        direction: "sendonly",
        streams: [media],
        ...(kind === "video" ? { sendEncodings: [encodingFor(this.options.plan, track)] } : {}),
      });
      if (!transceiver) return;
      if (kind === "video") preferCodecs(transceiver, this.options.codecs);
      this.senders.set(kind, transceiver.sender);
    }
  }

  private hear(text: string): void {
    try {
      this.bufferMs = ViewerReport.parse(JSON.parse(text)).bufferMs;
    } catch {
      this.bufferMs = null;
    }
  }
}

function trackOf(media: MediaStream, kind: string): MediaStreamTrack | null {
  return media.getTracks().find((track) => track.kind === kind) ?? null;
}

function encodingFor(plan: SendingPlan, track: MediaStreamTrack | null): RTCRtpEncodingParameters {
  const { width, height } = track?.getSettings() ?? {};
  const lines = Math.min(width ?? plan.height, height ?? plan.height);
  return {
    maxBitrate: plan.videoKbps * 1000,
    maxFramerate: plan.framesPerSecond,
    scaleResolutionDownBy: Math.max(1, lines / plan.height),
  };
}

/** Sorted, not filtered: what the other side knows nothing of is passed over. */
function preferCodecs(transceiver: RTCRtpTransceiver, order: readonly string[]): void {
  const codecs = RTCRtpSender.getCapabilities("video")?.codecs ?? [];
  const rank = ({ mimeType }: { mimeType: string }) => {
    const at = order.findIndex((one) => one.toLowerCase() === mimeType.toLowerCase());
    return at < 0 ? order.length : at;
  };
  transceiver.setCodecPreferences([...codecs].sort((one, other) => rank(one) - rank(other)));
}
