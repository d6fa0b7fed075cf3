import {
  type HostMessage,
  type HostSignal,
  type IceServer,
  ROOM_CLOSE,
  type ToHost,
  type ToViewer,
  type ViewerMessage,
} from "../../lib/wire/p2p";
import { type Guest, GuestList } from "./guest-list";
import type { RoomLine } from "./room-line";

export type Figures = Extract<HostMessage, { type: "figures" }>;
export type Join = Extract<ViewerMessage, { type: "join" }>;

export interface SeatingDeps {
  /** Epoch ms. */
  readonly now: () => number;
  readonly iceServers: (who: "creator" | "viewer") => IceServer[];
  /** Most viewers of a room, whatever its host measures. */
  readonly maxViewers: number;
}

/** A viewer may ask for another link so often, in ms. */
const AGAIN_MS = 1_000;

/** Who may be served by a room's host, as it measures what it can carry, and what is handed on between them. */
export class Seating {
  /** The host's newest; null until there are any. */
  figures: Figures | null = null;
  private readonly guests = new GuestList();
  private host: RoomLine<ToHost> | null = null;
  private toldWaiting = 0;

  constructor(private readonly deps: SeatingDeps) {}

  get isEmpty(): boolean {
    return this.guests.isEmpty;
  }

  /** Those whom the host serves, of those who were let in: neither can claim the other's part. */
  get viewers(): number {
    const connected = new Set(this.figures?.connected);
    return this.guests.seated().filter(({ peer }) => connected.has(peer)).length;
  }

  /** `peers`: those with whom it has links from before. */
  hostCame(line: RoomLine<ToHost>, peers: readonly string[]): void {
    this.host = line;
    this.toldWaiting = 0;
    const now = this.deps.now();
    this.guests.expect(peers, now);
    for (const guest of this.guests.all()) {
      guest.servedAt = now;
      this.welcome(guest);
    }
  }

  hostWent(): void {
    this.host = null;
    for (const guest of this.guests.all()) guest.knowsIsFull = false;
    this.tellAll({ type: "waiting" });
  }

  /** The host isn't one any longer, and no link to it may stand. */
  cut(): void {
    this.figures = null;
    this.tellAll({ type: "cut" });
  }

  closeAll(code: number, reason: string): void {
    for (const guest of this.guests.all()) guest.line?.close(code, reason);
  }

  takeFigures(figures: Figures): void {
    this.figures = figures;
    this.guests.expectOnly(new Set(figures.connected));
    for (const peer of figures.connected) {
      const guest = this.guests.find(peer);
      if (guest) guest.servedAt = this.deps.now();
    }
    this.admitNext();
  }

  signal(peer: string, generation: number, signal: HostSignal): void {
    const guest = this.guests.find(peer);
    if (!guest?.isSeated) return;
    guest.generation = Math.max(guest.generation, generation);
    guest.line?.send({ type: "signal", generation, signal });
  }

  /** The host can't serve it: it has to knock anew. */
  drop(peer: string): void {
    const guest = this.guests.find(peer);
    if (!guest?.isSeated) return;
    this.guests.remove(peer);
    guest.line?.close(ROOM_CLOSE.unavailable, "dropped");
    this.admitNext();
  }

  join(line: RoomLine<ToViewer>, join: Join, viewer: string, token: string): void {
    const { peer, generation, relayOnly } = join;
    const known = this.guests.find(peer);
    if (known && known.viewer !== viewer) return line.close(ROOM_CLOSE.taken, "taken");
    if (!known && (this.guests.isFull || this.guests.hasEnough(viewer, line.address)))
      return line.close(ROOM_CLOSE.tooMany, "line-full");
    known?.line?.close(ROOM_CLOSE.taken, "replaced");
    const { isSeated = false, askedAt = 0, servedAt = 0 } = known ?? {};
    const kept = { isSeated, askedAt, servedAt };
    const news = { generation, answered: 0, relayOnly, lostAt: 0, knowsIsFull: false };
    const guest: Guest = { peer, viewer, token, line, ...news, ...kept };
    // A guest who comes back keeps its place in the order.
    this.guests.add(guest);
    this.welcome(guest);
  }

  fromViewer(line: RoomLine<ToViewer>, peer: string, message: Exclude<ViewerMessage, Join>): void {
    const guest = this.guests.find(peer);
    if (guest?.line !== line) return;
    if (message.type === "token") guest.token = message.token;
    else if (guest.isSeated && this.mayTell(guest, message)) this.host?.send({ ...message, peer });
  }

  /** `isGoodbye`: it won't come back. */
  viewerLeft(line: RoomLine<ToViewer>, peer: string, isGoodbye: boolean): void {
    const guest = this.guests.find(peer);
    if (guest?.line !== line) return;
    guest.line = null;
    guest.lostAt = this.deps.now();
    if (isGoodbye || !guest.isSeated) this.dismiss(peer);
  }

  /** Turns out everybody whose token won't do. */
  recheck(admits: (token: string) => boolean): void {
    for (const guest of this.guests.all()) {
      if (admits(guest.token)) continue;
      guest.line?.close(ROOM_CLOSE.refused, "token-refused");
      this.dismiss(guest.peer);
    }
  }

  /** Lets go of whoever stayed away, or has a place and takes nothing while others stand in line. */
  expire(): void {
    const now = this.deps.now();
    const connected = new Set(this.figures?.connected);
    for (const peer of this.guests.expire(now, (one) => connected.has(one)))
      this.host?.send({ type: "left", peer });
    for (const guest of this.host && this.figures ? this.guests.unserved(now) : []) {
      guest.line?.close(ROOM_CLOSE.unavailable, "not-connected");
      this.dismiss(guest.peer);
    }
    this.admitNext();
  }

  /** Tells one guest how things stand, and gives it a place when it has a right to one. */
  private welcome(guest: Guest): void {
    if (!this.host) return guest.line?.send({ type: "waiting" });
    if (guest.isSeated || this.guests.isExpected(guest.peer)) return this.seat(guest);
    if (!this.figures) return guest.line?.send({ type: "waiting" });
    this.admitNext();
  }

  private admitNext(): void {
    if (!this.host || !this.figures) return;
    const ceiling = Math.min(this.figures.ceiling, this.deps.maxViewers);
    for (const guest of this.guests.inLine()) {
      if (this.guests.taken < ceiling) this.seat(guest);
      else if (!guest.knowsIsFull) {
        guest.knowsIsFull = true;
        guest.line?.send({ type: "full" });
      }
    }
    const waiting = this.guests.inLine().length;
    if (waiting === this.toldWaiting) return;
    this.toldWaiting = waiting;
    this.host.send({ type: "line", waiting });
  }

  private seat(guest: Guest): void {
    const { peer, generation, relayOnly } = guest;
    if (!guest.isSeated) guest.servedAt = this.deps.now();
    this.guests.seat(guest);
    guest.line?.send({ type: "admitted", iceServers: this.deps.iceServers("viewer") });
    this.host?.send({ type: "joined", peer, generation, relayOnly });
  }

  private dismiss(peer: string): void {
    const wasSeated = this.guests.find(peer)?.isSeated;
    this.guests.remove(peer);
    if (wasSeated) this.host?.send({ type: "left", peer });
    this.admitNext();
  }

  /** What goes on to the host: one answer to each link, its candidates, and not too often the wish for another. */
  private mayTell(guest: Guest, message: ViewerMessage): boolean {
    if (message.type === "signal") {
      const isOfLink = message.generation === guest.generation;
      const isAnswer = message.signal.type === "answer";
      if (isOfLink && isAnswer && guest.answered === guest.generation) return false;
      if (isOfLink && isAnswer) guest.answered = guest.generation;
      return isOfLink;
    }
    // Each new link costs the host an encoder.
    if (message.type !== "again") return true;
    const now = this.deps.now();
    if (now - guest.askedAt < AGAIN_MS) return false;
    guest.askedAt = now;
    return true;
  }

  private tellAll(message: ToViewer): void {
    for (const guest of this.guests.all()) guest.line?.send(message);
  }
}
