import { Audio, PeerConnection, type Track, Video } from "node-datachannel";
import type { Log } from "../../log";
import type { Offer } from "../sdp/offer";
import { type AcceptedMedia, type LocalTransport, renderAnswer, renderPlainOffer } from "../sdp/render-sdp";
import { announcedCandidates } from "./announced-candidates";

export interface PeerEvents {
  /** Media flows from here on. */
  connected?(): void;
  /** One decrypted RTP or RTCP packet; a compound RTCP packet comes once for each section whose SSRC it names. */
  message(mid: string, packet: Buffer): void;
  /** Once, whoever closed it; nothing comes after it. */
  closed(cause: string): void;
}

export interface PeerOptions {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly publicAddresses: readonly string[];
  /** How long it may send nothing; asked each time. */
  readonly silenceMs: () => number;
}

/** What was offered, and what of it is taken. */
export interface PeerMedia {
  readonly offer: Offer;
  readonly accepted: readonly AcceptedMedia[];
}

const CONNECT_MS = 15_000;
/** What fits through usual paths with room for tunnels, as browsers do. */
const MTU = 1_200;

/** One client's transport: ICE, DTLS and SRTP, without any knowledge of media. Made by a `PeerHub`. */
export class Peer {
  /** The SDP answer, candidates included. */
  readonly answer: string;
  readonly iceUfrag: string;
  private readonly connection: PeerConnection;
  private readonly tracks = new Map<string, Track>();
  private readonly startedAt = performance.now();
  private heardAt = this.startedAt;
  private current: "connecting" | "connected" | "closed" = "connecting";

  /** Throws when the library can't work with the offer; then nothing is left open. */
  constructor(
    private readonly options: PeerOptions,
    media: PeerMedia,
    private readonly events: PeerEvents,
    private readonly log: Log,
  ) {
    this.connection = connect(options);
    try {
      const transport = this.negotiate(media);
      this.iceUfrag = transport.iceUfrag;
      this.answer = renderAnswer(media.offer, media.accepted, transport);
    } catch (error) {
      this.connection.close();
      throw error;
    }
  }

  /** Random; may stand in a URL as the right to this peer. */
  get id(): string {
    return this.options.id;
  }

  get state(): "connecting" | "connected" | "closed" {
    return this.current;
  }

  /** `203.0.113.9:50000`; null before ICE has found it. */
  get remoteAddress(): string | null {
    const remote = this.current === "connected" ? this.connection.getSelectedCandidatePair()?.remote : null;
    return remote ? `${remote.address}:${remote.port}` : null;
  }

  /** Sends an RTP or RTCP packet at once. False: it could not go out, e.g. not connected; nothing is queued. */
  send(mid: string, packet: Buffer): boolean {
    const track = this.tracks.get(mid);
    if (this.current !== "connected" || !track) return false;
    try {
      // Asking first whether it is open would cost as much as a tenth of sending.
      return track.sendMessageBinary(packet);
    } catch {
      return false;
    }
  }

  /** Closes what has not connected, or has sent nothing, in time. */
  check(): void {
    const now = performance.now();
    if (this.current === "connecting" && now - this.startedAt > CONNECT_MS) this.close("not-connected");
    if (this.current === "connected" && now - this.heardAt > this.options.silenceMs()) this.close("silent");
  }

  /** Causes of the peer's own: `connection-closed`, `not-connected`, `silent`, `internal-error`. Idempotent. */
  close(cause: string): void {
    if (this.current === "closed") return;
    this.current = "closed";
    for (const track of this.tracks.values()) track.close();
    this.connection.close();
    this.events.closed(cause);
  }

  private negotiate({ offer, accepted }: PeerMedia): LocalTransport {
    this.connection.onStateChange((state) => this.follow(state));
    for (const media of accepted) {
      const track = this.connection.addTrack(describe(offer, media));
      track.onMessage((packet) => this.take(media.mid, packet));
      this.tracks.set(media.mid, track);
    }
    this.connection.setRemoteDescription(renderPlainOffer(offer, accepted), "offer");
    this.connection.setLocalDescription("answer");
    return readTransport(this.connection.localDescription()?.sdp ?? "", this.options);
  }

  private follow(state: string): void {
    if (state === "connected" && this.current === "connecting") {
      this.current = "connected";
      this.heardAt = performance.now();
      this.guard(() => this.events.connected?.());
    }
    if (state === "failed" || state === "closed" || state === "disconnected") this.close("connection-closed");
  }

  private take(mid: string, packet: Buffer): void {
    if (this.current === "closed") return;
    this.heardAt = performance.now();
    this.guard(() => this.events.message(mid, packet));
  }

  /** Nothing may throw into the native library. */
  private guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.log.warn({ err: error }, "a peer's packet could not be handled");
      this.close("internal-error");
    }
  }
}

function connect({ id, host, port }: PeerOptions): PeerConnection {
  return new PeerConnection(id, {
    iceServers: [],
    bindAddress: host,
    enableIceUdpMux: true,
    portRangeBegin: port,
    portRangeEnd: port,
    disableAutoNegotiation: true,
    forceMediaTransport: true,
    mtu: MTU,
  });
}

function describe(offer: Offer, { mid, direction, attributes }: AcceptedMedia): Video | Audio {
  const kind = offer.media.find((one) => one.mid === mid)?.kind;
  const way = direction === "sendonly" ? "SendOnly" : "RecvOnly";
  const media = kind === "video" ? new Video(mid, way) : new Audio(mid, way);
  for (const attribute of attributes) media.parseSdpLine(`a=${attribute}`);
  return media;
}

function readTransport(sdp: string, options: PeerOptions): LocalTransport {
  const attribute = (name: string) => new RegExp(`^a=${name}:(.+?)\\r?$`, "m").exec(sdp)?.[1];
  const iceUfrag = attribute("ice-ufrag");
  const icePwd = attribute("ice-pwd");
  const fingerprint = attribute("fingerprint");
  if (!iceUfrag || !icePwd || !fingerprint) throw new Error("The library gave no transport.");
  const setup = attribute("setup") === "passive" ? "passive" : "active";
  return { iceUfrag, icePwd, fingerprint, setup, candidates: announcedCandidates(sdp, options) };
}
