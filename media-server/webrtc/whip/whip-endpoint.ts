import type { IncomingMessage } from "node:http";
import { clientAddress } from "../../../lib/wire/client-address";
import { createFailureLimiter } from "../../ingest/failure-limiter";
import {
  type AuthorizeRequest,
  createPublishGate,
  type GateAnswer,
  keyFingerprint,
  type PublishPermit,
} from "../../ingest/publish-gate";
import { defaultRtmpLimits } from "../../ingest/rtmp/limits";
import type { Log } from "../../log";
import type { MediaSink, Publisher } from "../../media";
import type { OtherRoute } from "../../public-routes";
import { answerSession, type Opened } from "../http-session";
import type { PeerHub, PeerRefusal } from "../peer/peer-hub";
import { acceptOffer } from "../rtp-in/accept-offer";
import { SdpError } from "../sdp/offer";
import { parseOffer } from "../sdp/parse-offer";
import { WhipSession } from "./whip-session";

export interface WhipOptions {
  /** Where it stands, `/whip` unless said otherwise; sessions stand below it. */
  readonly path?: string;
  readonly peers: PeerHub;
  /** A rejection or no answer in time refuses the publisher; it does not count as a wrong key. */
  authorize(request: AuthorizeRequest): ReturnType<Parameters<typeof createPublishGate>[0]["authorize"]>;
  /** Null: somebody publishes there already. */
  openSink(permit: PublishPermit, publisher: Publisher): MediaSink | null;
  readonly iceLinks: () => readonly string[];
  /** Whether connections come from the operator's own reverse proxy. */
  readonly trustsProxy: boolean;
  readonly log: Log;
}

export interface WhipEndpoint {
  readonly route: OtherRoute;
  /** Publishers who are connected or connecting. */
  readonly size: number;
}

/** What a refused key is told: enough to act on, nothing about other people's streams. */
const REFUSALS: Readonly<Record<Extract<GateAnswer, { allowed: false }>["reason"], number>> = {
  "malformed-key": 401,
  "unknown-key": 401,
  "revoked-key": 401,
  suspended: 403,
  "stream-ended": 403,
  "rate-limited": 429,
  unavailable: 503,
};
const PEER_REFUSALS: Readonly<Record<PeerRefusal, number>> = {
  "too-many-peers": 503,
  "too-many-from-address": 429,
  "unusable-offer": 400,
};

/** WHIP (RFC 9725): `POST /whip` with the stream key as bearer token; sessions stand at `/whip/{sessionId}`. */
export function createWhip(options: WhipOptions): WhipEndpoint {
  const { path: place = "/whip", authorize, trustsProxy, log } = options;
  const pattern = new RegExp(`^${place}(?:/([A-Za-z0-9_-]{16,64}))?/?$`);
  const sessions = new Map<string, WhipSession>();
  const gate = createPublishGate({
    protocol: "whip",
    authorize,
    deadlineMs: defaultRtmpLimits.authorizeDeadlineMs,
    failures: createFailureLimiter({
      maxPerMinute: defaultRtmpLimits.maxFailuresPerMinute,
      maxPenaltyMs: defaultRtmpLimits.maxPenaltyMs,
      now: () => performance.now(),
    }),
    // Already a group: `clientAddress` made it one.
    group: (address) => address,
    log,
  });

  async function open(offer: string, streamKey: string | null, address: string): Promise<Opened> {
    if (streamKey === null) return { status: 401, error: "no-token" };
    const answer = await gate.ask(streamKey, address);
    if (answer.allowed)
      return openSession(options, sessions, { permit: answer.permit, streamKey, offer, address });
    const details = { address, reason: answer.reason, key: keyFingerprint(streamKey), protocol: "whip" };
    log[answer.reason === "rate-limited" ? "debug" : "info"](details, "publish refused");
    return { status: REFUSALS[answer.reason], error: answer.reason };
  }

  return {
    get size() {
      return sessions.size;
    },
    route(request, response, path) {
      const match = pattern.exec(path);
      if (!match) return false;
      const address = addressOf(request, trustsProxy);
      answerSession(
        {
          path: place,
          sessionId: match[1] ?? null,
          open: (offer, bearer) => open(offer, bearer, address),
          find: (id) => sessions.get(id),
          iceLinks: options.iceLinks,
        },
        request,
        response,
      ).catch((error: unknown) => {
        log.warn({ err: error, address }, "a WHIP request failed");
        response.destroy();
      });
      return true;
    },
  };
}

interface Permitted {
  readonly permit: PublishPermit;
  readonly streamKey: string;
  readonly offer: string;
  readonly address: string;
}

function openSession(
  options: WhipOptions,
  sessions: Map<string, WhipSession>,
  { permit, streamKey, offer: text, address }: Permitted,
): Opened {
  const { peers, openSink, log } = options;
  const { streamId } = permit;
  try {
    const offer = parseOffer(text);
    const session = new WhipSession({ offer, media: acceptOffer(offer), streamId, streamKey, address, log });
    const refusal = session.start(
      peers,
      (publisher) => openSink(permit, publisher),
      () => sessions.delete(session.id),
    );
    if (refusal === "already-publishing") return { status: 409, error: refusal };
    if (refusal) return { status: PEER_REFUSALS[refusal], error: refusal };
    sessions.set(session.id, session);
    log.info({ address, streamId, protocol: "whip" }, "publisher accepted");
    return { session, answer: session.answer };
  } catch (error) {
    if (!(error instanceof SdpError)) throw error;
    log.info({ address, streamId, reason: error.reason }, "offer refused");
    return {
      status: error.reason.endsWith("codec-unsupported") ? 406 : 400,
      error: error.reason,
      detail: error.message,
    };
  }
}

function addressOf(request: IncomingMessage, trustsProxy: boolean): string {
  return clientAddress({
    socketAddress: request.socket.remoteAddress,
    forwardedFor: request.headers["x-forwarded-for"]?.toString(),
    trustsProxy,
  });
}
