import type { IncomingMessage } from "node:http";
import { clientAddress } from "../../../lib/wire/client-address";
import type { MediaRoute } from "../../public-routes";
import { answerSession, type Opened } from "../http-session";
import { SdpError } from "../sdp/offer";
import { parseOffer } from "../sdp/parse-offer";
import type { WhepRefusal, WhepSessions } from "./whep-sessions";
import type { WhepSource } from "./whep-source";

export interface ServeWhepOptions {
  readonly sessions: WhepSessions;
  /** Whether connections come from the operator's own reverse proxy. */
  readonly trustsProxy: boolean;
  readonly iceLinks: () => readonly string[];
}

type Refusal = Extract<Opened, { readonly error: string }>;

const REST = /^whep(?:\/([A-Za-z0-9_-]{1,64}))?$/;
const UNPLAYABLE: Record<"not-started" | "b-frames" | "codec" | "ended", Refusal> = {
  "not-started": { status: 409, error: "not-started", detail: "There is no picture yet. Ask again soon." },
  "b-frames": {
    status: 406,
    error: "b-frames",
    detail: "The encoder sends B-frames, which WebRTC can't carry.",
  },
  codec: { status: 406, error: "unsupported-codec", detail: "WebRTC viewers can't be given this picture." },
  ended: { status: 404, error: "offline" },
};
const REFUSALS: Record<WhepRefusal, Refusal> = {
  "no-common-codec": {
    status: 406,
    error: "no-common-codec",
    detail: "Offer H.264 with packetization-mode=1, to receive.",
  },
  "too-many-viewers": { status: 503, error: "too-many-viewers" },
  "too-many-from-address": { status: 503, error: "too-many-from-address" },
  "unusable-offer": { status: 400, error: "unusable-offer" },
};

/**
 * Answers `whep` and `whep/{session}` below a stream (draft-ietf-wish-whep): an offer in, an answer and a session out.
 * Whoever may fetch the stream's playlists may ask.
 */
export function serveWhep({ sessions, trustsProxy, iceLinks }: ServeWhepOptions): MediaRoute<WhepSource> {
  return (source, { rest, token, request, response }) => {
    const match = REST.exec(rest);
    if (!match) return false;
    const sessionId = match[1] ?? null;
    const endpoint = {
      path: endpointPath(request, sessionId),
      sessionId,
      open: async (text: string) =>
        open(sessions, source, { text, token, address: addressOf(request, trustsProxy) }),
      find: (id: string) => sessions.find(source, id),
      iceLinks,
    };
    answerSession(endpoint, request, response).catch(() => response.destroy());
    return true;
  };
}

async function open(
  sessions: WhepSessions,
  source: WhepSource,
  asked: { readonly text: string; readonly token: string | null; readonly address: string },
): Promise<Opened> {
  const refusal = await sessions.admit(source, asked.address);
  if (refusal) return REFUSALS[refusal];
  const { state } = source.rtp;
  if (source.endedAt !== null) return UNPLAYABLE.ended;
  if (!state.ready) return UNPLAYABLE[state.because];
  const { text, token, address } = asked;
  try {
    const { profileLevelId } = state;
    const opened = sessions.open({ source, token, offer: parseOffer(text), profileLevelId, address });
    return typeof opened === "string" ? REFUSALS[opened] : opened;
  } catch (error) {
    if (error instanceof SdpError) return { status: 400, error: error.reason, detail: error.message };
    throw error;
  }
}

/** As the client knows it, its token included. */
function endpointPath(request: IncomingMessage, sessionId: string | null): string {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  return sessionId === null ? path : path.slice(0, -sessionId.length - 1);
}

function addressOf(request: IncomingMessage, trustsProxy: boolean): string {
  return clientAddress({
    socketAddress: request.socket.remoteAddress,
    forwardedFor: request.headers["x-forwarded-for"]?.toString(),
    trustsProxy,
  });
}
