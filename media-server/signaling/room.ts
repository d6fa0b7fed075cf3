import type { StreamSnapshot, UsageTotals } from "../../lib/wire/media-events";
import {
  type HostMessage,
  type IceServer,
  ROOM_CLOSE,
  type ToHost,
  type ToViewer,
  type ViewerMessage,
} from "../../lib/wire/p2p";
import type { StreamAccess, StreamSettings } from "../../lib/wire/stream-settings";
import type { EndReason } from "../../lib/wire/stream-state";
import type { PublishPermit } from "../ingest/publish-gate";
import type { MediaFact } from "../streams/stream-events";
import { type Guest, GuestList } from "./guest-list";
import type { RoomLine } from "./room-line";
import { describeRoom } from "./room-snapshot";

export interface RoomDeps {
  /** Epoch ms. */
  readonly now: () => number;
  readonly report: (fact: MediaFact) => void;
  readonly iceServers: () => IceServer[];
  /** Most viewers of a room, whatever its host measures. */
  readonly maxViewers: number;
  /** Whether whoever holds this token may go on. */
  readonly staysAdmitted: (streamId: string, access: StreamAccess, token: string) => boolean;
}

export type Figures = Extract<HostMessage, { type: "figures" }>;
type Hello = Extract<HostMessage, { type: "host" }>;
type Join = Extract<ViewerMessage, { type: "join" }>;

interface Host {
  readonly line: RoomLine<ToHost>;
  readonly session: string;
}

const REFUSAL_REPORT_MS = 5_000;
/** A viewer may ask for another link so often, in ms. */
const AGAIN_MS = 1_000;

/** One stream's room: at most one host, its guests, and the phases between. Media never comes here. */
export class Room {
  readonly guests = new GuestList();
  endedAt: number | null = null;
  liveSince: number | null = null;
  reconnectUntil: number | null = null;
  figures: Figures | null = null;
  settings: StreamSettings | null = null;
  private host: Host | null = null;
  private reconnectTimer: NodeJS.Timeout | null = null;
  private lastRefusalAt = Number.NEGATIVE_INFINITY;
  private toldWaiting = 0;

  constructor(
    readonly streamId: string,
    readonly usage: UsageTotals,
    private readonly deps: RoomDeps,
  ) {}

  /** Whether somebody has ever hosted it: before that it only holds whoever came too early. */
  get isKnown(): boolean {
    return this.settings !== null;
  }

  get hostAddress(): string | null {
    return this.host?.line.address.slice(0, 64) ?? null;
  }

  /** Those whom the host serves, of those who were let in: neither can claim the other's part. */
  get viewers(): number {
    const connected = new Set(this.figures?.connected);
    return this.guests.seated().filter(({ peer }) => connected.has(peer)).length;
  }

  /** False: another page hosts it, and goes on undisturbed. */
  takeHost(line: RoomLine<ToHost>, hello: Hello, permit: PublishPermit): boolean {
    const { now, report } = this.deps;
    if (this.host && this.host.session !== hello.session) {
      this.noteRefusal(line.address);
      return false;
    }
    const returns = this.host === null;
    this.host?.line.close(ROOM_CLOSE.taken, "replaced");
    this.stopWaiting();
    this.settings = permit.settings;
    this.host = { line, session: hello.session };
    this.toldWaiting = 0;
    line.send({
      type: "hosting",
      streamId: this.streamId,
      iceServers: this.deps.iceServers(),
      maxViewers: this.deps.maxViewers,
    });
    this.guests.expect(
      hello.links.map(({ peer }) => peer),
      now(),
    );
    this.recheck();
    for (const guest of this.guests.all()) this.welcome(guest);
    if (returns) report({ type: "publish.started", stream: this.snapshot() });
    return true;
  }

  /** Another host's message is without effect. */
  fromHost(line: RoomLine<ToHost>, message: Exclude<HostMessage, Hello>): void {
    if (this.host?.line !== line) return;
    switch (message.type) {
      case "figures":
        return this.takeFigures(message);
      case "signal": {
        const guest = this.guests.find(message.peer);
        const { generation, signal } = message;
        if (!guest?.isSeated) return;
        guest.generation = Math.max(guest.generation, generation);
        return guest.line?.send({ type: "signal", generation, signal });
      }
      case "drop":
        return this.drop(message.peer);
    }
  }

  hostLeft(line: RoomLine<ToHost>, cause: string): void {
    if (this.host?.line === line) this.lose(cause);
  }

  join(line: RoomLine<ToViewer>, join: Join, viewer: string, token: string): void {
    const { peer, generation, relayOnly } = join;
    const known = this.guests.find(peer);
    if (known && known.viewer !== viewer) return line.close(ROOM_CLOSE.taken, "taken");
    if (!known && this.guests.isFull) return line.close(ROOM_CLOSE.tooMany, "line-full");
    known?.line?.close(ROOM_CLOSE.taken, "replaced");
    const seat = { isSeated: known?.isSeated ?? false, lostAt: 0, askedAt: known?.askedAt ?? 0 };
    const guest: Guest = { peer, viewer, token, line, generation, relayOnly, ...seat };
    // A guest who comes back keeps its place in the order.
    this.guests.add(guest);
    this.welcome(guest);
  }

  fromViewer(line: RoomLine<ToViewer>, peer: string, message: Exclude<ViewerMessage, Join>): void {
    const guest = this.guests.find(peer);
    if (guest?.line !== line) return;
    if (message.type === "token") guest.token = message.token;
    else if (guest.isSeated && this.mayAsk(guest, message)) this.host?.line.send({ ...message, peer });
  }

  /** `isGoodbye`: it won't come back. */
  viewerLeft(line: RoomLine<ToViewer>, peer: string, isGoodbye: boolean): void {
    const guest = this.guests.find(peer);
    if (guest?.line !== line) return;
    guest.line = null;
    guest.lostAt = this.deps.now();
    if (isGoodbye || !guest.isSeated) this.dismiss(peer);
  }

  apply(settings: StreamSettings): void {
    if (this.settings) this.settings = settings;
  }

  /** Cuts the host off; it may come back, with another key, within the reconnect window. */
  disconnect(cause: string): void {
    const { host } = this;
    if (!host) return;
    this.lose(cause);
    host.line.close(ROOM_CLOSE.refused, cause);
    this.figures = null;
    for (const guest of this.guests.all()) guest.line?.send({ type: "cut" });
  }

  /** Ends the stream for its viewers at once. Idempotent. */
  end(reason: EndReason): void {
    if (this.endedAt !== null) return;
    this.stopWaiting();
    this.endedAt = this.deps.now();
    this.host?.line.close(ROOM_CLOSE.ended, reason);
    this.host = null;
    for (const guest of this.guests.all()) guest.line?.close(ROOM_CLOSE.ended, "ended");
    this.figures = null;
    this.deps.report({ type: "stream.ended", streamId: this.streamId, reason, usage: this.totals() });
  }

  /** Counts `elapsedMs` of viewing and hosting, and lets go of whoever stayed away or may stay no longer. */
  passTime(elapsedMs: number): void {
    this.usage.viewerMs += this.viewers * elapsedMs;
    if (this.host) this.usage.ingestMs += elapsedMs;
    const connected = new Set(this.figures?.connected);
    for (const peer of this.guests.expire(this.deps.now(), (one) => connected.has(one)))
      this.host?.line.send({ type: "left", peer });
    this.recheck();
    this.admitNext();
  }

  /** Turns out everybody whose token isn't good any longer. */
  recheck(): void {
    const access = this.settings?.access;
    if (!access) return;
    for (const guest of this.guests.all()) {
      if (this.deps.staysAdmitted(this.streamId, access, guest.token)) continue;
      guest.line?.close(ROOM_CLOSE.refused, "token-refused");
      this.dismiss(guest.peer);
    }
  }

  snapshot(): StreamSnapshot {
    return describeRoom(this, this.totals());
  }

  dispose(): void {
    this.stopWaiting();
    this.host?.line.close(ROOM_CLOSE.unavailable, "shutdown");
    for (const guest of this.guests.all()) guest.line?.close(ROOM_CLOSE.unavailable, "shutdown");
  }

  private totals(): UsageTotals {
    const { ingestMs, bytesIn, bytesOut, viewerMs } = this.usage;
    return { ingestMs: Math.round(ingestMs), bytesIn, bytesOut, viewerMs: Math.round(viewerMs) };
  }

  private takeFigures(figures: Figures): void {
    this.figures = figures;
    if (this.liveSince === null) {
      this.liveSince = this.deps.now();
      this.deps.report({ type: "stream.live", stream: this.snapshot() });
    }
    this.admitNext();
  }

  /** Tells one guest how things stand, and gives it a place when it has a right to one. */
  private welcome(guest: Guest): void {
    if (!this.host) return guest.line?.send({ type: "waiting" });
    if (guest.isSeated || this.guests.isExpected(guest.peer)) return this.seat(guest);
    if (!this.figures) return guest.line?.send({ type: "waiting" });
    this.admitNext();
    if (!guest.isSeated) guest.line?.send({ type: "full" });
  }

  private admitNext(): void {
    if (!this.host || !this.figures) return;
    const ceiling = Math.min(this.figures.ceiling, this.deps.maxViewers);
    for (const guest of this.guests.inLine()) {
      if (this.guests.taken < ceiling) this.seat(guest);
    }
    const waiting = this.guests.inLine().length;
    if (waiting === this.toldWaiting) return;
    this.toldWaiting = waiting;
    this.host.line.send({ type: "line", waiting });
  }

  private seat(guest: Guest): void {
    const { peer, generation, relayOnly } = guest;
    this.guests.seat(guest);
    guest.line?.send({ type: "admitted", iceServers: this.deps.iceServers() });
    this.host?.line.send({ type: "joined", peer, generation, relayOnly });
  }

  /** The host can't serve it: back to the end of the line would only try again, so it has to knock anew. */
  private drop(peer: string): void {
    const guest = this.guests.find(peer);
    if (!guest?.isSeated) return;
    this.guests.remove(peer);
    guest.line?.close(ROOM_CLOSE.unavailable, "dropped");
    this.admitNext();
  }

  private dismiss(peer: string): void {
    const wasSeated = this.guests.find(peer)?.isSeated;
    this.guests.remove(peer);
    if (wasSeated) this.host?.line.send({ type: "left", peer });
    this.admitNext();
  }

  /** Each new link costs the host an encoder. */
  private mayAsk(guest: Guest, message: ViewerMessage): boolean {
    if (message.type !== "again") return true;
    const now = this.deps.now();
    if (now - guest.askedAt < AGAIN_MS) return false;
    guest.askedAt = now;
    return true;
  }

  private noteRefusal(address: string): void {
    const now = this.deps.now();
    if (now - this.lastRefusalAt < REFUSAL_REPORT_MS) return;
    this.lastRefusalAt = now;
    this.deps.report({
      type: "publish.refused",
      streamId: this.streamId,
      reason: "already-publishing",
      address: address.slice(0, 64),
    });
  }

  private lose(cause: string): void {
    if (!this.host || !this.settings) return;
    this.host = null;
    const { reconnectWindowMs } = this.settings;
    this.reconnectUntil = this.deps.now() + reconnectWindowMs;
    this.reconnectTimer = setTimeout(() => this.end("publisher-lost"), reconnectWindowMs).unref();
    for (const guest of this.guests.all()) guest.line?.send({ type: "waiting" });
    this.deps.report({ type: "publish.lost", stream: this.snapshot(), cause: cause.slice(0, 64) });
  }

  private stopWaiting(): void {
    if (this.reconnectTimer) clearTimeout(this.reconnectTimer);
    this.reconnectTimer = null;
    this.reconnectUntil = null;
  }
}
