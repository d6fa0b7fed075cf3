import type { IncomingMessage, ServerResponse } from "node:http";
import { clientAddress } from "../../lib/wire/client-address";
import { errorAnswer } from "../packaging/http-answer";
import { isGet, type MediaRoute } from "../public-routes";
import type { FlvFeed } from "./flv-feed";
import type { FlvOutlet } from "./flv-viewer";
import type { ViewerSeats } from "./viewer-seats";

/** What viewers can watch as FLV. */
export interface FlvSource {
  readonly flv: FlvFeed;
  /** Null while it goes on, or may go on. */
  readonly endedAt: number | null;
}

export interface FlvLimits {
  readonly seats: ViewerSeats;
  /** Whether connections come from the operator's own reverse proxy. */
  readonly trustsProxy: boolean;
}

/** What follows `/live/{id}/[~token/]`, over HTTP and for WebSockets. */
export const FLV_REST = "stream.flv";

const OFFLINE = errorAnswer(404, "offline");
const TOO_MANY = errorAnswer(429, "too-many-connections");
// A connection that ends with the stream has nothing to keep alive for. The last one is for nginx in front of us.
const HEADERS = [
  ["access-control-allow-origin", "*"],
  ["content-type", "video/x-flv"],
  ["cache-control", "no-store"],
  ["connection", "close"],
  ["x-accel-buffering", "no"],
].flat();
/** Finds viewers who vanished while nothing is sent, e.g. while a publisher is away. */
const KEEP_ALIVE_MS = 30_000;

/** Answers `stream.flv` with a response that stands as long as the stream. */
export function serveFlv({ seats, trustsProxy }: FlvLimits): MediaRoute<FlvSource> {
  return (source, { rest, request, response, token, respond, served }) => {
    if (rest !== FLV_REST || !isGet(request)) return false;
    if (source.endedAt !== null) {
      respond(OFFLINE);
      return true;
    }
    const leaveSeat = seats.take(flvAddress(request, trustsProxy));
    if (!leaveSeat) {
      respond(TOO_MANY);
      return true;
    }
    response.once("close", leaveSeat);
    response.writeHead(200, HEADERS);
    if (request.method === "HEAD") {
      response.end();
      return true;
    }
    stand(request, response);
    const leave = source.flv.join(responseOutlet(response, served), token);
    response.once("close", leave);
    return true;
  };
}

/** The address that an FLV viewer is counted by. */
export function flvAddress(request: IncomingMessage, trustsProxy: boolean): string {
  return clientAddress({
    socketAddress: request.socket.remoteAddress,
    forwardedFor: request.headers["x-forwarded-for"]?.toString(),
    trustsProxy,
  });
}

/** Silence doesn't end it, and the head goes out before the first picture. */
function stand(request: IncomingMessage, response: ServerResponse): void {
  request.socket.setTimeout(0);
  request.socket.setKeepAlive(true, KEEP_ALIVE_MS);
  response.flushHeaders();
}

function responseOutlet(response: ServerResponse, served: (bytes: number) => void): FlvOutlet {
  return {
    get backlog() {
      return response.writableLength;
    },
    write(chunks) {
      if (response.destroyed || response.writableEnded) return;
      let bytes = 0;
      response.cork();
      for (const chunk of chunks) {
        response.write(chunk);
        bytes += chunk.length;
      }
      response.uncork();
      served(bytes);
    },
    end: () => void response.end(),
    destroy: () => void response.destroy(),
  };
}
