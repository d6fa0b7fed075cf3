import { MAX_ROOM_VIEWERS, type ToViewer } from "../../lib/wire/p2p";
import type { RoomLine } from "./room-line";

/** A viewer with a place or in line for one. */
export interface Guest {
  readonly peer: string;
  /** Whose token it was: a peer's place is given back to nobody else. */
  readonly viewer: string;
  token: string;
  /** Null while its socket is away. */
  line: RoomLine<ToViewer> | null;
  /** When its socket went, in epoch ms. */
  lostAt: number;
  /** Of the link that it says stands. */
  generation: number;
  relayOnly: boolean;
  /** When the host last had it among those it serves, or it got its place; in epoch ms. */
  servedAt: number;
  /** Of the link whose answer was handed on. */
  answered: number;
  /** When it last asked for another link, in epoch ms. */
  askedAt: number;
  isSeated: boolean;
  /** In line, and told so. */
  knowsIsFull: boolean;
}

const MAX_IN_LINE = 200;
/** A place is kept so long for a socket that comes back, in ms: while media flows, and while it doesn't. */
const KEPT_CONNECTED_MS = 30_000;
const KEPT_MS = 4_000;
/** Whoever has a place and takes nothing for so long gives it to the next; in ms. */
const UNSERVED_MS = 45_000;
/** Of one viewer, e.g. in two tabs, and of one address, e.g. a school's. */
const MAX_PER_VIEWER = 2;
const MAX_PER_ADDRESS = 10;

/** Who has a place in a room and who stands in line, first come first. Knows nothing of sockets but their lines. */
export class GuestList {
  /** Ordered by arrival. */
  private readonly guests = new Map<string, Guest>();
  /** Peers whose links the host brought along from before, until they come back themselves. */
  private expected = new Set<string>();
  private expectedUntil = 0;

  find(peer: string): Guest | undefined {
    return this.guests.get(peer);
  }

  get isFull(): boolean {
    return this.guests.size >= MAX_ROOM_VIEWERS + MAX_IN_LINE;
  }

  get isEmpty(): boolean {
    return this.guests.size === 0;
  }

  /** Whether whoever this is has as many places, here and in line, as anybody may have. */
  hasEnough(viewer: string, address: string): boolean {
    let [ofViewer, ofAddress] = [0, 0];
    for (const guest of this.guests.values()) {
      if (guest.line && guest.viewer === viewer) ofViewer += 1;
      if (guest.line?.address === address) ofAddress += 1;
    }
    return ofViewer >= MAX_PER_VIEWER || ofAddress >= MAX_PER_ADDRESS;
  }

  /** Those who keep a place and take nothing. */
  unserved(now: number): Guest[] {
    return this.seated().filter(({ line, servedAt }) => line !== null && now - servedAt >= UNSERVED_MS);
  }

  add(guest: Guest): void {
    this.guests.set(guest.peer, guest);
  }

  remove(peer: string): void {
    this.guests.delete(peer);
  }

  all(): Guest[] {
    return [...this.guests.values()];
  }

  seated(): Guest[] {
    return this.all().filter((guest) => guest.isSeated);
  }

  /** Those in line whose sockets are there. */
  inLine(): Guest[] {
    return this.all().filter((guest) => !guest.isSeated && guest.line !== null);
  }

  /** Places that are taken or kept. */
  get taken(): number {
    return this.seated().length + this.expected.size;
  }

  /** The host came back with links that stand: their peers need not stand in line. */
  expect(peers: readonly string[], now: number): void {
    this.expected = new Set(peers.filter((peer) => !this.guests.get(peer)?.isSeated));
    this.expectedUntil = now + KEPT_CONNECTED_MS;
  }

  /** The host doesn't serve the others any longer. */
  expectOnly(connected: ReadonlySet<string>): void {
    for (const peer of this.expected) if (!connected.has(peer)) this.expected.delete(peer);
  }

  isExpected(peer: string): boolean {
    return this.expected.has(peer);
  }

  seat(guest: Guest): void {
    guest.isSeated = true;
    this.expected.delete(guest.peer);
  }

  /** Takes out whoever stayed away too long; returns the peers whose links must go. */
  expire(now: number, isConnected: (peer: string) => boolean): string[] {
    const gone: string[] = [];
    for (const guest of this.all()) {
      if (guest.line) continue;
      const keptMs = guest.isSeated && isConnected(guest.peer) ? KEPT_CONNECTED_MS : KEPT_MS;
      if (now - guest.lostAt < keptMs) continue;
      this.guests.delete(guest.peer);
      gone.push(guest.peer);
    }
    if (now >= this.expectedUntil && this.expected.size > 0) {
      gone.push(...this.expected);
      this.expected.clear();
    }
    return gone;
  }
}
