import { createServer, type RequestListener, type Server } from "node:http";

export interface PublicLimits {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
}

const MAX_HEADER_BYTES = 8 * 1024;
/** Whoever neither sends nor reads for so long is cut off, a viewer between two requests included. */
const IDLE_MS = 75_000;

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
    listener,
  );
  server.maxConnections = limits.maxConnections;
  server.timeout = IDLE_MS;
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "unknown";
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
