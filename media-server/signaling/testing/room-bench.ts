import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import type { z } from "zod";
import { type HostMessage, ROOM_PATH, ToHost, ToViewer, type ViewerMessage } from "../../../lib/wire/p2p";
import { signPlaybackToken } from "../../../lib/wire/playback-token";
import { PlaybackGate } from "../../access/playback-gate";
import type { GateAnswer } from "../../ingest/publish-gate";
import { servePublicUpgrades } from "../../public-upgrades";
import type { MediaFact } from "../../streams/stream-events";
import { streamSettings } from "../../testing/stream-settings";
import { RoomRegistry } from "../room-registry";
import { serveRooms } from "../serve-rooms";
import { tokenAccess } from "../viewer-door";

export const SECRET = "rooms-secret-of-more-than-32-characters";
export const STREAM = "stream-0001";
export const KEY = "right-key-0123456789";

/** One end of a room's socket, with all that it has heard. */
export class Caller<In, Out> {
  readonly heard: In[] = [];
  readonly end = { code: 0, reason: "" };
  constructor(
    readonly socket: WebSocket,
    schema: z.ZodType<In>,
  ) {
    socket.on("message", (data) => this.heard.push(schema.parse(JSON.parse(String(data)))));
    socket.on("close", (code, reason) => Object.assign(this.end, { code, reason: String(reason) }));
    socket.on("error", () => {});
  }

  say(message: Out): void {
    this.socket.send(JSON.stringify(message));
  }

  types(): string[] {
    // Every message of a room has a type.
    return this.heard.map((one) => (one as { type: string }).type);
  }
}

export type HostCaller = Caller<ToHost, HostMessage>;
export type ViewerCaller = Caller<ToViewer, ViewerMessage>;

/** Rooms behind a real port, without the app: `KEY` may publish to `STREAM`. */
export async function openRoomBench(
  options: {
    readonly maxViewers?: number;
    readonly silentMs?: number;
    readonly hasRelay?: boolean;
    /** The app answers no sooner than this resolves. */
    readonly appIsBusy?: Promise<void>;
  } = {},
) {
  const gate = new PlaybackGate(SECRET, Date.now);
  const facts: MediaFact[] = [];
  const callers: WebSocket[] = [];
  const settings = streamSettings({
    access: { kind: "token", epoch: 1, revoked: [] },
    reconnectWindowMs: 400,
  });
  const openRooms = () =>
    new RoomRegistry({
      now: Date.now,
      report: (fact) => facts.push(fact),
      attach: () => [],
      tick: () => {},
      iceServers: () =>
        options.hasRelay === false
          ? [{ urls: "stun:stun.example.org" }]
          : [{ urls: "turn:turn.example.org", username: "1:viewer", credential: "c" }],
      maxViewers: options.maxViewers ?? 8,
      maxRooms: 10,
      staysAdmitted: (id, access, token) =>
        gate.standingRefusal({ id, access: tokenAccess(access) }, token) === null,
    });
  const publish = {
    ask: async (streamKey: string): Promise<GateAnswer> => {
      await options.appIsBusy;
      return streamKey === KEY
        ? { allowed: true, permit: { allowed: true, streamId: STREAM, settings } }
        : { allowed: false, reason: "unknown-key" };
    },
  };
  const server = createServer();
  let rooms = openRooms();
  const serve = () =>
    serveRooms({
      ...{ rooms, playback: gate, publish, maxPerAddress: 90, trustsProxy: false },
      ...(options.silentMs ? { silentMs: options.silentMs } : {}),
    });
  let doors = serve();
  servePublicUpgrades(server, [(...asked) => doors.upgrade(...asked)]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;

  async function connect<In, Out>(path: string, schema: z.ZodType<In>): Promise<Caller<In, Out>> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    callers.push(socket);
    const caller = new Caller<In, Out>(socket, schema);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return caller;
  }

  return {
    facts,
    settings,
    rooms: () => rooms,
    token: (
      viewer: string,
      change: { epoch?: number; expiresAt?: number; streamId?: string; secret?: string } = {},
    ) =>
      signPlaybackToken(change.secret ?? SECRET, {
        ...{ streamId: STREAM, viewer, grant: null, scope: "watch", epoch: 1 },
        issuedAt: Date.now() - 1000,
        expiresAt: Date.now() + 60_000,
        ...change,
      }),
    connectHost: () => connect<ToHost, HostMessage>(ROOM_PATH, ToHost),
    connectViewer: (token: string | null, streamId = STREAM) =>
      connect<ToViewer, ViewerMessage>(
        `/live/${streamId}/${token === null ? "" : `~${token}/`}room`,
        ToViewer,
      ),
    /** A new signalling server on the same port, which knows nothing of before. */
    restart() {
      rooms.close();
      doors.close();
      rooms = openRooms();
      doors = serve();
    },
    close() {
      for (const socket of callers) socket.terminate();
      rooms.close();
      doors.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
export type RoomBench = Awaited<ReturnType<typeof openRoomBench>>;

export const MEDIA = {
  videoCodec: "VP8",
  width: 1280,
  height: 720,
  framesPerSecond: 30,
  videoKbps: 1_500,
  audioKbps: 48,
};

/** A page that hosts, with its first figures said. */
export async function host(
  bench: RoomBench,
  {
    session = "session-0001",
    ceiling = 8,
    links = [] as { peer: string; generation: number }[],
    relayedBytes = 0,
  } = {},
): Promise<HostCaller> {
  const caller = await bench.connectHost();
  caller.say({ type: "host", streamKey: KEY, session, links, relayedBytes });
  await heard(caller, "hosting");
  say(
    caller,
    ceiling,
    links.map(({ peer }) => peer),
    relayedBytes,
  );
  return caller;
}

export function say(caller: HostCaller, ceiling: number, connected: string[] = [], relayedBytes = 0): void {
  caller.say({ type: "figures", ceiling, because: "set", media: MEDIA, connected, relayedBytes });
}

/** A viewer's page that has joined. */
export async function viewer(bench: RoomBench, peer: string, generation = 0): Promise<ViewerCaller> {
  const caller = await bench.connectViewer(await bench.token(`viewer-of-${peer}`));
  caller.say({ type: "join", peer, generation, relayOnly: false });
  return caller;
}

/** Resolves when the caller has heard so many messages of this type. */
export async function heard<In>(caller: Caller<In, never>, type: string, count = 1): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (caller.types().filter((one) => one === type).length < count) {
    if (Date.now() > deadline || caller.end.code)
      throw new Error(`no ${type}; heard ${caller.types()}, closed ${caller.end.code} ${caller.end.reason}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
