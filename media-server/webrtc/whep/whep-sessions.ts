import type { SessionResource } from "../http-session";
import type { PeerHub, PeerRefusal } from "../peer/peer-hub";
import { RtpViewer } from "../rtp-out/rtp-viewer";
import type { Offer } from "../sdp/offer";
import { agree } from "./agree";
import type { WhepSource } from "./whep-source";

export interface WhepLimits {
  readonly maxViewers: number;
  readonly maxViewersPerStream: number;
}

export interface WhepSessionsOptions {
  readonly peers: PeerHub;
  readonly limits: WhepLimits;
  /** Whether a viewer who came with this token may stay. */
  readonly staysAdmitted: (source: WhepSource, token: string | null) => boolean;
}

export interface WhepWish {
  readonly source: WhepSource;
  readonly token: string | null;
  readonly offer: Offer;
  readonly profileLevelId: string;
  readonly address: string;
}

export type WhepRefusal = "no-common-codec" | "too-many-viewers" | "too-many-from-address" | "unusable-offer";

interface Session extends SessionResource {
  readonly source: WhepSource;
  readonly token: string | null;
}

const PEER_REFUSALS: Record<PeerRefusal, WhepRefusal> = {
  "too-many-peers": "too-many-viewers",
  "too-many-from-address": "too-many-from-address",
  "unusable-offer": "unusable-offer",
};

const CNAME = "live";
const SILENCE_MS = 5_000;
/** Who is sent nothing has nothing to report. */
const PATIENCE_MS = 60_000;
/** Under which browsers report when they send no media themselves. */
const REPORTER_SSRC = 1;

/** Everybody who watches over WebRTC, until they leave, fall silent, or may not stay. */
export class WhepSessions {
  private readonly sessions = new Map<string, Session>();
  private readonly perSource = new Map<WhepSource, number>();

  constructor(private readonly options: WhepSessionsOptions) {}

  get count(): number {
    return this.sessions.size;
  }

  /** A session belongs to its stream: under another one it is unknown. */
  find(source: WhepSource, sessionId: string): SessionResource | undefined {
    const session = this.sessions.get(sessionId);
    return session?.source === source ? session : undefined;
  }

  /** Resolves when it is this newcomer's turn, or with why there is no place for it: before its offer is even read. */
  async admit(source: WhepSource, address: string): Promise<WhepRefusal | null> {
    const { peers } = this.options;
    const refusal = peers.refusal(address);
    if (refusal) return PEER_REFUSALS[refusal];
    return this.isFull(source) || !(await peers.turn()) ? "too-many-viewers" : null;
  }

  /** Never throws. */
  open(wish: WhepWish): { readonly session: SessionResource; readonly answer: string } | WhepRefusal {
    const { source, offer, profileLevelId } = wish;
    if (this.isFull(source)) return "too-many-viewers";
    const { tracks } = source.rtp;
    const agreement = agree(offer, { tracks, profileLevelId, cname: CNAME });
    if (!agreement) return "no-common-codec";
    const peer = this.options.peers.answer({
      offer: withReporter(offer),
      accepted: agreement.accepted,
      address: wish.address,
      silenceMs: () => (source.rtp.flowingMs > SILENCE_MS ? SILENCE_MS : PATIENCE_MS),
      events: {
        connected: () => viewer.start(),
        message: (mid, packet) => viewer.rtcp(mid, packet),
        closed: () => {
          viewer.stop();
          this.forget(session);
        },
      },
    });
    if (typeof peer === "string") return PEER_REFUSALS[peer];
    const viewer = new RtpViewer({
      feed: source.rtp,
      video: agreement.video,
      audio: agreement.audio,
      cname: CNAME,
      transmit: (mid, packet) => peer.send(mid, packet),
      sent: (bytes) => source.served(bytes),
      closed: (cause) => peer.close(cause),
      now: () => performance.now(),
    });
    const session: Session = {
      id: peer.id,
      iceUfrag: peer.iceUfrag,
      clientUfrag: offer.iceUfrag,
      // Its address can't be guessed, and browsers can't send a token when a page is left.
      bearer: null,
      source,
      token: wish.token,
      end: () => peer.close("viewer-left"),
    };
    this.sessions.set(session.id, session);
    this.perSource.set(source, (this.perSource.get(source) ?? 0) + 1);
    source.rtp.joinPoint();
    return { session, answer: peer.answer };
  }

  /** Turns everybody out who may not stay. */
  recheck(): void {
    for (const session of [...this.sessions.values()])
      if (!this.options.staysAdmitted(session.source, session.token)) session.end();
  }

  private isFull(source: WhepSource): boolean {
    const { maxViewers, maxViewersPerStream } = this.options.limits;
    return this.sessions.size >= maxViewers || (this.perSource.get(source) ?? 0) >= maxViewersPerStream;
  }

  private forget({ id, source }: Session): void {
    if (!this.sessions.delete(id)) return;
    const left = (this.perSource.get(source) ?? 1) - 1;
    if (left > 0) this.perSource.set(source, left);
    else this.perSource.delete(source);
  }
}

/** The library hands on reports of known streams only. */
function withReporter(offer: Offer): Offer {
  const media = offer.media.map((one) =>
    one.kind === "video" && one.ssrcs.length === 0 ? { ...one, ssrcs: [REPORTER_SSRC] } : one,
  );
  return { ...offer, media };
}
