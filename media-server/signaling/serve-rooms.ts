import { WebSocketServer } from "ws";
import { clientAddress } from "../../lib/wire/client-address";
import { MAX_ROOM_MESSAGE_BYTES, ROOM_PATH } from "../../lib/wire/p2p";
import type { PlaybackGate } from "../access/playback-gate";
import type { PublishGate } from "../ingest/publish-gate";
import { errorAnswer } from "../packaging/http-answer";
import { readPath } from "../public-routes";
import { refuseUpgrade, type UpgradeRoute } from "../public-upgrades";
import { receiveHost } from "./host-door";
import { MessageBudget } from "./message-budget";
import type { RoomRegistry } from "./room-registry";
import { receiveViewer } from "./viewer-door";

interface Line {
  readonly lastHeardAt: number;
  ping(): void;
  terminate(): void;
}

export interface RoomDoors {
  readonly rooms: RoomRegistry;
  readonly playback: PlaybackGate;
  readonly publish: PublishGate;
  /** Sockets of one address. */
  readonly maxPerAddress: number;
  /** Whether connections come from the operator's own reverse proxy. */
  readonly trustsProxy: boolean;
  /** Whoever answers no ping for so long has gone. */
  readonly silentMs?: number;
}

const NOT_FOUND = errorAnswer(404, "not-found");
const TOO_MANY = errorAnswer(429, "too-many-connections");
/** Connections that one address may open: each may cost a host an encoder. */
const KNOCKS = { burst: 120, perSecond: 2 };
const MAX_ADDRESSES = 10_000;

/** Takes upgrades of hosts and of viewers. `close` cuts everybody off. */
export function serveRooms(doors: RoomDoors): { readonly upgrade: UpgradeRoute; close(): void } {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_ROOM_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const silentMs = doors.silentMs ?? 9_000;
  const lines = new Set<Line>();
  const seats = new AddressSeats(doors.maxPerAddress);

  const upgrade: UpgradeRoute = (request, connection, head) => {
    const url = request.url ?? "";
    const path = readPath(url);
    const isViewer = path?.area === "live" && path.rest === "room";
    if (!isViewer && url.split("?", 1)[0] !== ROOM_PATH) return false;
    const address = clientAddress({
      socketAddress: request.socket.remoteAddress,
      forwardedFor: request.headers["x-forwarded-for"]?.toString(),
      trustsProxy: doors.trustsProxy,
    });
    if (!isViewer && url !== ROOM_PATH) {
      refuseUpgrade(connection, NOT_FOUND);
      return true;
    }
    if (!seats.take(address)) {
      refuseUpgrade(connection, TOO_MANY);
      return true;
    }
    connection.once("close", () => seats.leave(address));
    server.handleUpgrade(request, connection, head, (socket) => {
      const line: Line = isViewer
        ? receiveViewer(
            socket,
            { address, streamId: path.id, token: path.token },
            { rooms: doors.rooms, gate: doors.playback },
          )
        : receiveHost(socket, address, { rooms: doors.rooms, gate: doors.publish });
      lines.add(line);
      socket.once("close", () => lines.delete(line));
    });
    return true;
  };

  const pinger = setInterval(() => {
    const now = performance.now();
    for (const line of lines) {
      if (now - line.lastHeardAt > silentMs) line.terminate();
      else line.ping();
    }
  }, silentMs / 3).unref();

  return {
    upgrade,
    close() {
      clearInterval(pinger);
      for (const line of lines) line.terminate();
      server.close();
    },
  };
}

/** How many sockets an address holds, and how fast it opens them. */
class AddressSeats {
  private readonly open = new Map<string, number>();
  private readonly knocks = new Map<string, MessageBudget>();

  constructor(private readonly most: number) {}

  take(address: string): boolean {
    const count = this.open.get(address) ?? 0;
    if (count >= this.most || !this.budgetOf(address).take()) return false;
    this.open.set(address, count + 1);
    return true;
  }

  leave(address: string): void {
    const left = (this.open.get(address) ?? 1) - 1;
    if (left > 0) this.open.set(address, left);
    else this.open.delete(address);
  }

  private budgetOf(address: string): MessageBudget {
    const known = this.knocks.get(address);
    if (known) return known;
    if (this.knocks.size >= MAX_ADDRESSES) this.forgetWhole();
    const made = new MessageBudget(KNOCKS, () => performance.now());
    this.knocks.set(address, made);
    return made;
  }

  private forgetWhole(): void {
    for (const [address, budget] of this.knocks) if (budget.isWhole) this.knocks.delete(address);
    const [oldest] = this.knocks.keys();
    if (oldest !== undefined && this.knocks.size >= MAX_ADDRESSES) this.knocks.delete(oldest);
  }
}
