import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { addressGroup } from "../lib/wire/address-group";

export interface PublicLimits {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

const MAX_HEADER_BYTES = 8 * 1024;
/** Whoever neither sends nor reads for so long is cut off, a viewer between two requests included. */
const IDLE_MS = 75_000;
/** Players wait for an answer before they ask again; more at once would only fill memory. */
const MAX_UNANSWERED = 8;

/** The HTTP server that viewers reach, bounded against those who only hold connections. */
export function createPublicServer(limits: PublicLimits, listener: RequestListener): Server {
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
  });
  return server;
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
