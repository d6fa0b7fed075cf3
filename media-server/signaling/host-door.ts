import { HostMessage, ROOM_CLOSE, type ToHost } from "../../lib/wire/p2p";
import type { PublishGate } from "../ingest/publish-gate";
import type { Room } from "./room";
import type { RoomRegistry } from "./room-registry";
import { RoomSocket } from "./room-socket";

/** Fifty viewers who come at once, with all their candidates. */
const ALLOWANCE = { burst: 2_000, perSecond: 200 };
const NORMAL_CLOSURE = 1000;
const GOING_AWAY = 1001;

type Socket = ConstructorParameters<typeof RoomSocket>[0];

/** A socket at `/room`: asks whether its key may publish, then gives it its room. */
export function receiveHost(
  socket: Socket,
  address: string,
  { rooms, gate }: { readonly rooms: RoomRegistry; readonly gate: PublishGate },
): RoomSocket<HostMessage, ToHost> {
  let room: Room | null = null;
  let isAsking = false;
  const line = new RoomSocket<HostMessage, ToHost>(socket, {
    address,
    schema: HostMessage,
    allowance: ALLOWANCE,
    onMessage(message) {
      if (room && message.type !== "host") return room.fromHost(line, message);
      // A host that comes back goes on telling how it fares before it has its room again.
      if (isAsking && message.type !== "host") return;
      if (room || isAsking || message.type !== "host") return line.close(ROOM_CLOSE.junk, "out-of-turn");
      isAsking = true;
      void admit(message);
    },
    onClose(code) {
      const isGoodbye = code === NORMAL_CLOSURE || code === GOING_AWAY;
      room?.hostLeft(line, isGoodbye ? "unpublished" : "connection-closed");
      room = null;
    },
  });

  async function admit(hello: Extract<HostMessage, { type: "host" }>): Promise<void> {
    const answer = await gate.ask(hello.streamKey, address);
    if (socket.readyState !== socket.OPEN) return;
    if (!answer.allowed) {
      const code = answer.reason === "unavailable" ? ROOM_CLOSE.unavailable : ROOM_CLOSE.refused;
      return line.close(code, answer.reason);
    }
    const found = rooms.open(answer.permit.streamId, "host");
    if (!found) return line.close(ROOM_CLOSE.unavailable, "too-many-rooms");
    if (!found.takeHost(line, hello, answer.permit))
      return line.close(ROOM_CLOSE.taken, "already-publishing");
    room = found;
  }
  return line;
}
