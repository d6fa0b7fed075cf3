import { type WebSocket, WebSocketServer } from "ws";
import { clientAddress } from "../../lib/wire/client-address";
import type { ExperienceReport } from "../../lib/wire/experience";
import { ViewerMessage, WatchQuery } from "../../lib/wire/presence";
import { errorAnswer } from "../packaging/http-answer";
import { refuseUpgrade, type UpgradeRoute } from "../public-upgrades";
import type { PresenceHub } from "./presence-hub";
import type { Reporter } from "./stream-experience";

export interface WatchLimits {
  /** Sockets of one address. */
  readonly maxPerAddress: number;
  /** Whether connections come from the operator's own reverse proxy. */
  readonly trustsProxy?: boolean;
  /** A viewer who answers no ping for so long has gone. */
  readonly silentMs?: number;
}

/** Takes what a viewer's player reports; times are of `performance.now()`. */
export type NoteExperience = (reporter: Reporter, report: ExperienceReport, now: number) => void;

const MAX_MESSAGE_BYTES = 1_024;
const MAX_MESSAGES_PER_WINDOW = 20;
const MESSAGE_WINDOW_MS = 10_000;
/** A viewer who doesn't read isn't written to without end. */
const MAX_UNSENT_BYTES = 64 * 1024;
const NOT_FOUND = errorAnswer(404, "not-found");
const TOO_MANY = errorAnswer(429, "too-many-connections");

interface Viewer {
  readonly socket: WebSocket;
  lastHeardAt: number;
}

/** Takes `/watch` upgrades. `close` cuts everybody off. */
export function serveWatch(
  hub: PresenceHub,
  limits: WatchLimits,
  noteExperience: NoteExperience = () => {},
): { readonly upgrade: UpgradeRoute; close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const silentMs = limits.silentMs ?? 15_000;
  const viewers = new Set<Viewer>();
  const perAddress = new Map<string, number>();

  const upgrade: UpgradeRoute = (request, connection, head) => {
    if (request.url?.split("?", 1)[0] !== "/watch") return false;
    const query = parseWatchUrl(request.url ?? "");
    const address = clientAddress({
      socketAddress: request.socket.remoteAddress,
      forwardedFor: request.headers["x-forwarded-for"]?.toString(),
      trustsProxy: limits.trustsProxy ?? false,
    });
    const isFull = (perAddress.get(address) ?? 0) >= limits.maxPerAddress;
    if (!query || isFull) {
      refuseUpgrade(connection, query ? TOO_MANY : NOT_FOUND);
      return true;
    }
    sockets.handleUpgrade(request, connection, head, (socket) => {
      const viewer = { socket, lastHeardAt: performance.now() };
      viewers.add(viewer);
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      socket.on("close", () => {
        viewers.delete(viewer);
        const left = (perAddress.get(address) ?? 1) - 1;
        if (left > 0) perAddress.set(address, left);
        else perAddress.delete(address);
      });
      follow({ viewer, hub, address, noteExperience, ...query });
    });
    return true;
  };

  const pinger = setInterval(() => {
    const now = performance.now();
    for (const viewer of viewers) {
      if (now - viewer.lastHeardAt > silentMs) viewer.socket.terminate();
      else viewer.socket.ping();
    }
  }, silentMs / 3).unref();

  return {
    upgrade,
    close() {
      clearInterval(pinger);
      for (const { socket } of viewers) socket.terminate();
      sockets.close();
    },
  };
}

interface Follower {
  readonly viewer: Viewer;
  readonly hub: PresenceHub;
  readonly topic: string;
  /** The viewer's own id. */
  readonly viewerId: string;
  readonly address: string;
  readonly noteExperience: NoteExperience;
}

function follow({ viewer, hub, topic, viewerId, address, noteExperience }: Follower): void {
  const { socket } = viewer;
  const listener = {
    send(text: string) {
      if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
      else socket.send(text);
    },
  };
  let isWatching = false;
  let since = performance.now();
  const setWatching = (wanted: boolean) => {
    if (wanted === isWatching) return;
    isWatching = wanted;
    if (wanted) since = performance.now();
    if (wanted) hub.join(topic, viewerId, address);
    else hub.leave(topic, viewerId);
  };
  let windowStart = 0;
  let messages = 0;
  hub.listen(topic, listener);
  socket.on("error", () => socket.terminate());
  socket.on("pong", () => {
    viewer.lastHeardAt = performance.now();
  });
  socket.on("message", (data, isBinary) => {
    const now = performance.now();
    viewer.lastHeardAt = now;
    if (now - windowStart > MESSAGE_WINDOW_MS) {
      windowStart = now;
      messages = 0;
    }
    messages += 1;
    const wish = isBinary || messages > MAX_MESSAGES_PER_WINDOW ? null : parseMessage(data.toString());
    if (!wish) return socket.close(1008);
    if (wish.type === "watching") return setWatching(wish.watching);
    const { experience } = wish;
    // Whoever can't watch isn't a viewer, and must be heard all the same.
    const isHeard = isWatching || experience.fault !== null;
    if (isHeard && hub.streamOn(topic) === experience.streamId)
      noteExperience({ viewer: viewerId, address, since }, experience, now);
  });
  socket.on("close", () => {
    setWatching(false);
    hub.unlisten(topic, listener);
  });
}

function parseWatchUrl(url: string): { topic: string; viewerId: string } | null {
  if (url.length > 512 || !url.startsWith("/watch?")) return null;
  const query = new URLSearchParams(url.slice("/watch?".length));
  const result = WatchQuery.safeParse({ topic: query.get("topic"), viewer: query.get("viewer") });
  return result.success ? { topic: result.data.topic, viewerId: result.data.viewer } : null;
}

function parseMessage(text: string): ViewerMessage | null {
  try {
    const result = ViewerMessage.safeParse(JSON.parse(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
