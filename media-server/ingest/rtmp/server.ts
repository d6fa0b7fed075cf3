import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { addressGroup } from "../../../lib/wire/address-group";
import { createFailureLimiter } from "../failure-limiter";
import { createPublishGate } from "../publish-gate";
import { defaultRtmpLimits, type RtmpLimits } from "./limits";
import type { RtmpLog, RtmpServer, RtmpServerOptions } from "./rtmp-server-options";
import { Session, type SessionDeps } from "./session";

export type {
  RtmpLog,
  RtmpServer,
  RtmpServerOptions,
} from "./rtmp-server-options";

/** Connections that the system may hold before we accept them; a flood must not keep an encoder waiting. */
const BACKLOG = 2048;

const silent: RtmpLog = { debug() {}, info() {}, warn() {} };

/** An RTMP ingest (Adobe RTMP 1.0) that takes publishers only. */
export function createRtmpServer(options: RtmpServerOptions): RtmpServer {
  const deps = sessionDeps(options);
  const sessions = new Map<Socket, Session>();
  const perAddress = new Map<string, number>();
  let closing: Promise<void> | null = null;

  const server = createServer({ noDelay: true }, (socket) => {
    const address = socket.remoteAddress ?? "";
    const group = addressGroup(address);
    const count = perAddress.get(group) ?? 0;
    // Without a listener a reset right after accept would be an uncaught error.
    socket.on("error", () => socket.destroy());
    if (sessions.size >= deps.limits.maxConnections || count >= deps.limits.maxConnectionsPerAddress) {
      deps.log.debug({ address, connections: sessions.size }, "connection over the cap");
      socket.destroy();
      return;
    }
    perAddress.set(group, count + 1);
    sessions.set(socket, new Session(socket, address, deps));
    socket.once("close", () => {
      sessions.delete(socket);
      const left = (perAddress.get(group) ?? 1) - 1;
      if (left === 0) perAddress.delete(group);
      else perAddress.set(group, left);
    });
  });

  return {
    listen: () => listen(server, options, deps.log),
    close() {
      closing ??= closeAll(server, sessions);
      return closing;
    },
    connections: () => sessions.size,
  };
}

function sessionDeps(options: RtmpServerOptions): SessionDeps {
  const limits: RtmpLimits = { ...defaultRtmpLimits, ...options.limits };
  const now = options.now ?? (() => performance.now());
  const log = options.log ?? silent;
  const failures = createFailureLimiter({
    maxPerMinute: limits.maxFailuresPerMinute,
    maxPenaltyMs: limits.maxPenaltyMs,
    now,
  });
  const gate = createPublishGate({
    protocol: "rtmp",
    authorize: options.authorize,
    deadlineMs: limits.authorizeDeadlineMs,
    failures,
    group: addressGroup,
    log,
  });
  return { limits, gate, openSink: options.openSink, log, now };
}

async function closeAll(server: Server, sessions: ReadonlyMap<Socket, Session>): Promise<void> {
  // Its error when it never listened is of no interest.
  const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
  const gone = [...sessions].map(([socket, session]) => {
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    session.disconnect("server-shutdown");
    return closed;
  });
  await Promise.all([stopped, ...gone]);
}

function listen(server: Server, at: { host: string; port: number }, log: RtmpLog): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: at.port, host: at.host, backlog: BACKLOG }, () => {
      server.off("error", reject);
      // Such as no file descriptor left for an accept: the next one may succeed.
      server.on("error", (error) => log.warn({ err: error }, "RTMP server"));
      // A TCP server's address is always an AddressInfo.
      resolve({ port: (server.address() as AddressInfo).port });
    });
  });
}
