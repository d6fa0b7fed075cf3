import { ROOM_CLOSE, type ToViewer, ViewerMessage } from "../../lib/wire/p2p";
import { readPlaybackToken } from "../../lib/wire/playback-token";
import type { StreamAccess } from "../../lib/wire/stream-settings";
import type { AccessRefusal, PlaybackGate } from "../access/playback-gate";
import type { Room } from "./room";
import type { RoomRegistry } from "./room-registry";
import { RoomSocket } from "./room-socket";

/** A link's answer and candidates, a few times over: all of it goes on to the host. */
const ALLOWANCE = { burst: 100, perSecond: 10 };
const BYTES = { burst: 96 * 1024, perSecond: 4 * 1024 };
const NORMAL_CLOSURE = 1000;
const GOING_AWAY = 1001;

type Socket = ConstructorParameters<typeof RoomSocket>[0];

export interface Knock {
  readonly address: string;
  readonly streamId: string;
  /** As it stood in the path; null without one. */
  readonly token: string | null;
}

/** A socket at a stream's room: shows its playback token, joins, and stands in line if need be. */
export function receiveViewer(
  socket: Socket,
  { address, streamId, token }: Knock,
  { rooms, gate }: { readonly rooms: RoomRegistry; readonly gate: PlaybackGate },
): RoomSocket<ViewerMessage, ToViewer> {
  let joined: { readonly room: Room; readonly peer: string } | null = null;
  const viewer = viewerOf(token);
  const line = new RoomSocket<ViewerMessage, ToViewer>(socket, {
    address,
    schema: ViewerMessage,
    allowance: ALLOWANCE,
    bytes: BYTES,
    onMessage(message) {
      if (message.type === "join") return join(message);
      if (!joined) return line.close(ROOM_CLOSE.junk, "out-of-turn");
      if (message.type === "token" && refusalOf(gate, streamId, joined.room, message.token))
        return line.close(ROOM_CLOSE.refused, "token-refused");
      joined.room.seating.fromViewer(line, joined.peer, message);
    },
    onClose(code) {
      const isGoodbye = code === NORMAL_CLOSURE || code === GOING_AWAY;
      joined?.room.seating.viewerLeft(line, joined.peer, isGoodbye);
      joined = null;
    },
  });

  function join(message: Extract<ViewerMessage, { type: "join" }>): void {
    if (joined) return line.close(ROOM_CLOSE.junk, "out-of-turn");
    const refused = viewer === null ? "token-missing" : refusalOf(gate, streamId, null, token);
    if (refused || viewer === null || token === null)
      return line.close(ROOM_CLOSE.refused, refused ?? "token-missing");
    const room = rooms.open(streamId, "viewer");
    if (!room && rooms.find(streamId)) return line.close(ROOM_CLOSE.ended, "ended");
    if (!room) return line.close(ROOM_CLOSE.unavailable, "too-many-rooms");
    const outdated = refusalOf(gate, streamId, room, token);
    if (outdated) return line.close(ROOM_CLOSE.refused, outdated);
    joined = { room, peer: message.peer };
    room.seating.join(line, message, viewer, token);
  }
  return line;
}

/** A room is never open to everybody: until its host tells which tokens were taken back, any of the app's will do. */
export function tokenAccess(access: StreamAccess | null | undefined): StreamAccess {
  return access?.kind === "token" ? access : { kind: "token", epoch: 1, revoked: [] };
}

function refusalOf(
  gate: PlaybackGate,
  streamId: string,
  room: Room | null,
  token: string | null,
): AccessRefusal | null {
  return gate.refusal({ id: streamId, access: tokenAccess(room?.settings?.access) }, token);
}

function viewerOf(token: string | null): string | null {
  return (token && readPlaybackToken(token)?.claims.viewer) || null;
}
