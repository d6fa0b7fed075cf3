import { MediaFormatError } from "../../ingest/codecs/media-format-error";
import type { Log } from "../../log";
import type { MediaSink, Publisher } from "../../media";
import type { SessionResource } from "../http-session";
import type { Peer } from "../peer/peer";
import type { PeerHub, PeerRefusal } from "../peer/peer-hub";
import type { AcceptedOffer } from "../rtp-in/accept-offer";
import { RtpReceiver } from "../rtp-in/rtp-receiver";
import type { Offer } from "../sdp/offer";

export interface WhipSessionOptions {
  readonly offer: Offer;
  readonly media: AcceptedOffer;
  readonly streamId: string;
  readonly streamKey: string;
  readonly address: string;
  readonly log: Log;
}

/** One WHIP publisher, from its offer to its end: between its peer connection and its stream. */
export class WhipSession implements SessionResource {
  readonly bearer: string;
  readonly clientUfrag: string;
  private peer: Peer | null = null;
  private sink: MediaSink | null = null;
  private receiver: RtpReceiver | null = null;
  private isOver = false;

  constructor(private readonly options: WhipSessionOptions) {
    this.bearer = options.streamKey;
    this.clientUfrag = options.offer.iceUfrag;
  }

  get id(): string {
    return this.peer?.id ?? "";
  }

  get answer(): string {
    return this.peer?.answer ?? "";
  }

  get iceUfrag(): string {
    return this.peer?.iceUfrag ?? "";
  }

  /** Makes the peer, then takes the stream. Null when all is well; else nothing is left open. */
  start(
    peers: PeerHub,
    openSink: (publisher: Publisher) => MediaSink | null,
    over: () => void,
  ): PeerRefusal | "already-publishing" | null {
    const { offer, media, address } = this.options;
    const peer = peers.answer({
      offer,
      accepted: media.accepted,
      address,
      events: {
        message: (mid, packet) => this.take(mid, packet),
        closed: (cause) => {
          over();
          this.finish(cause);
        },
      },
    });
    if (typeof peer === "string") return peer;
    this.peer = peer;
    const sink = openSink({
      address,
      protocol: "whip",
      requestKeyFrame: () => this.receiver?.requestKeyFrame(),
      disconnect: (cause) => peer.close(cause),
    });
    if (!sink) {
      peer.close("already-publishing");
      return "already-publishing";
    }
    this.sink = sink;
    // The stream may have disconnected its publisher from inside `openSink`.
    if (this.isOver) this.closeSink("connection-closed");
    else this.receive(peer, sink);
    return null;
  }

  /** The client is done (DELETE). */
  end(): void {
    this.peer?.close("unpublished");
  }

  private receive(peer: Peer, sink: MediaSink): void {
    const { tracks, bandwidth } = this.options.media;
    this.receiver = new RtpReceiver({
      tracks,
      bandwidth,
      sink,
      send: (mid, packet) => peer.send(mid, packet),
      now: () => performance.now(),
    });
  }

  private take(mid: string, packet: Buffer): void {
    try {
      this.receiver?.take(mid, packet);
    } catch (error) {
      if (!(error instanceof MediaFormatError)) throw error;
      const { address, streamId, log } = this.options;
      log.debug({ address, streamId, reason: error.message }, "protocol broken");
      this.peer?.close("protocol-error");
    }
  }

  private finish(cause: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.receiver?.close();
    const { address, streamId, log } = this.options;
    if (this.sink) log.info({ address, streamId, cause, protocol: "whip" }, "publisher gone");
    this.closeSink(cause);
  }

  private closeSink(cause: string): void {
    const { sink } = this;
    this.sink = null;
    sink?.close(cause === "silent" ? "timed-out" : cause);
  }
}
