import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { addressGroup } from "../lib/wire/address-group";
import { type FastRoute, serveFast } from "./fast-lane";

export interface PublicLimits {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

const MAX_HEADER_BYTES = 8 * 1024;
/** Whoever neither sends nor reads for so long is cut off, a viewer between two requests included. */
const IDLE_MS = 75_000;
/** Players wait for an answer before they ask again; more at once would only fill memory. */
const MAX_UNANSWERED = 8;

/** The HTTP server that viewers reach, bounded against those who only hold connections. `fast` is asked first. */
export function createPublicServer(
  limits: PublicLimits,
  listener: RequestListener,
  fast: FastRoute = () => false,
): Server {
  const perAddress = new Map<string, number>();
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 10_000,
      requestTimeout: 10_000,
      keepAliveTimeout: IDLE_MS - 5_000,
      connectionsCheckingInterval: 2_000,
      noDelay: true,
    },
    boundedPerConnection(listener),
  );
  server.maxConnections = limits.maxConnections;
  server.timeout = IDLE_MS;
  const inFastLane = takeFastLane(server, fast);
  server.on("connection", (socket) => {
    const address = addressGroup(socket.remoteAddress ?? "unknown");
    const open = perAddress.get(address) ?? 0;
    if (open >= limits.maxConnectionsPerAddress) return socket.destroy();
    perAddress.set(address, open + 1);
    socket.once("close", () => {
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
    inFastLane(socket);
  });
  return server;
}

/** Puts the fast lane in front of the server's own reading of requests. Returns the way in for a new connection. */
function takeFastLane(server: Server, fast: FastRoute): (socket: Socket) => void {
  const readers = server.listeners("connection");
  server.removeAllListeners("connection");
  const lane = new Set<Socket>();
  const leave = (socket: Socket) => {
    lane.delete(socket);
    for (const reader of readers) reader.call(server, socket);
  };
  const closeOthers = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    for (const socket of lane) socket.destroy();
    closeOthers();
  };
  return (socket) => {
    lane.add(socket);
    socket.once("close", () => lane.delete(socket));
    serveFast(socket, fast, leave, IDLE_MS);
  };
}

/** A request that waits costs memory and work with each new part, so nobody may send them ahead without end. */
function boundedPerConnection(listener: RequestListener): RequestListener {
  const unanswered = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    const count = (unanswered.get(socket) ?? 0) + 1;
    if (count > MAX_UNANSWERED) return void socket.destroy();
    unanswered.set(socket, count);
    response.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    listener(request, response);
  };
}
