import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { refusalAnswer } from "../access/guarded-area";
import type { HttpAnswer } from "../packaging/http-answer";
import { errorAnswer } from "../packaging/http-answer";
import { type MediaArea, readPath } from "../public-routes";
import { refuseUpgrade, type UpgradeRoute } from "../public-upgrades";
import type { FlvOutlet } from "./flv-viewer";
import { FLV_REST, type FlvLimits, type FlvSource, flvAddress } from "./serve-flv";

/** Viewers have nothing to say. */
const MAX_MESSAGE_BYTES = 125;
/** Pings that a viewer may send in ten seconds. */
const MAX_PINGS = 20;
const PING_WINDOW_MS = 10_000;
/** How long a closing handshake may take. */
const CLOSE_MS = 5_000;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const NOT_FOUND = errorAnswer(404, "not-found");
const OFFLINE = errorAnswer(404, "offline");
const TOO_MANY = errorAnswer(429, "too-many-connections");

/** WebSockets at the same address as the standing response: the same bytes, in binary messages cut anywhere. */
export function serveFlvSockets<Source extends FlvSource>(
  area: MediaArea<Source>,
  limits: FlvLimits,
): { readonly upgrade: UpgradeRoute; close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    autoPong: false,
  });
  const upgrade: UpgradeRoute = (request, connection, head) => {
    const found = readPath(request.url ?? "");
    if (found?.area !== area.name || found.rest !== FLV_REST) return false;
    const source = area.find(found.id);
    const refused = source ? refusalOf(area, source, found.token) : NOT_FOUND;
    const leaveSeat = !refused && source && limits.seats.take(flvAddress(request, limits.trustsProxy));
    if (!source || refused || !leaveSeat) {
      refuseUpgrade(connection, refused || TOO_MANY);
      return true;
    }
    connection.once("close", leaveSeat);
    admit(sockets, request, connection, head, (socket) => {
      const leave = source.flv.join(socketOutlet(socket, area, source), found.token);
      socket.once("close", leave);
    });
    return true;
  };
  return {
    upgrade,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function refusalOf<Source extends FlvSource>(
  area: MediaArea<Source>,
  source: Source,
  token: string | null,
): HttpAnswer | null {
  const refused = area.refusal(source, token);
  if (refused) return refusalAnswer(refused);
  return source.endedAt === null ? null : OFFLINE;
}

function admit(
  sockets: WebSocketServer,
  request: IncomingMessage,
  connection: Duplex,
  head: Buffer,
  join: (socket: WebSocket) => void,
): void {
  sockets.handleUpgrade(request, connection, head, (socket) => {
    socket.on("error", () => socket.terminate());
    socket.on("message", () => socket.close(POLICY_VIOLATION));
    answerPings(socket);
    join(socket);
  });
}

/** A viewer who sends pings and reads no pongs isn't written to without end. */
function answerPings(socket: WebSocket): void {
  let windowStart = 0;
  let pings = 0;
  socket.on("ping", (data) => {
    const now = performance.now();
    if (now - windowStart > PING_WINDOW_MS) {
      windowStart = now;
      pings = 0;
    }
    pings += 1;
    if (pings > MAX_PINGS) socket.terminate();
    else socket.pong(data);
  });
}

function socketOutlet<Source>(socket: WebSocket, area: MediaArea<Source>, source: Source): FlvOutlet {
  return {
    get backlog() {
      return socket.bufferedAmount;
    },
    write(chunks) {
      if (socket.readyState !== socket.OPEN) return;
      let bytes = 0;
      for (const chunk of chunks) {
        // The close that follows a failed write says all there is to say.
        socket.send(chunk, { binary: true }, () => {});
        bytes += chunk.length;
      }
      area.served(source, bytes);
    },
    end() {
      socket.close(GOING_AWAY);
      setTimeout(() => socket.terminate(), CLOSE_MS).unref();
    },
    destroy: () => socket.terminate(),
  };
}
