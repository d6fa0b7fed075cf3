import { createHash, timingSafeEqual } from "node:crypto";
import type { StreamSnapshot, UsageTotals } from "../../lib/wire/media-events";
import { type HostMessage, ROOM_CLOSE, type ToHost } from "../../lib/wire/p2p";
import type { StreamAccess, StreamSettings } from "../../lib/wire/stream-settings";
import type { EndReason, StreamNotice } from "../../lib/wire/stream-state";
import type { PublishPermit } from "../ingest/publish-gate";
import type { SourceOutput } from "../streams/source-output";
import type { MediaFact } from "../streams/stream-events";
import { RelayMeter } from "./relay-meter";
import type { RoomLine } from "./room-line";
import { describeRoom } from "./room-snapshot";
import { type Figures, Seating, type SeatingDeps } from "./seating";
import { RoomTape } from "./tape/room-tape";

export interface RoomDeps extends SeatingDeps {
  readonly report: (fact: MediaFact) => void;
  /** Who takes what a host's browser records. */
  readonly attach: (streamId: string, settings: StreamSettings) => readonly SourceOutput[];
  /** Whether whoever holds this token may go on. */
  readonly staysAdmitted: (streamId: string, access: StreamAccess, token: string) => boolean;
}

type Hello = Extract<HostMessage, { type: "host" }>;

interface Host {
  readonly line: RoomLine<ToHost>;
  readonly session: string;
}

const REFUSAL_REPORT_MS = 5_000;
/** The last pieces of a recording may still be on their way when the stream ends. */
const TAPE_GRACE_MS = 10_000;

/** One stream's room: at most one host, its viewers' seats, and the phases between. Media never comes here. */
export class Room {
  readonly seating: Seating;
  endedAt: number | null = null;
  liveSince: number | null = null;
  reconnectUntil: number | null = null;
  settings: StreamSettings | null = null;
  private host: Host | null = null;
  private readonly relayMeter = new RelayMeter();
  /** SHA-256 of the key that opened it; null when it won't do any longer. */
  private keyDigest: Buffer | null = null;
  private tape: RoomTape | null = null;
  private isTapeOver = false;
  private reconnectTimer: NodeJS.Timeout | null = null;
  private lastRefusalAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly streamId: string,
    readonly usage: UsageTotals,
    private readonly deps: RoomDeps,
  ) {
    this.seating = new Seating(deps);
  }

  /** Whether somebody has ever hosted it: before that it only holds whoever came too early. */
  get isKnown(): boolean {
    return this.settings !== null;
  }

  /** Null while nobody hosts it. */
  get hostAddress(): string | null {
    return this.host?.line.address.slice(0, 64) ?? null;
  }

  /** False: another page hosts it, and goes on undisturbed. */
  takeHost(line: RoomLine<ToHost>, hello: Hello, permit: PublishPermit): boolean {
    if (this.host && this.host.session !== hello.session) {
      this.noteRefusal(line.address);
      return false;
    }
    const returns = this.host === null;
    this.host?.line.close(ROOM_CLOSE.taken, "replaced");
    this.stopWaiting();
    this.host = { line, session: hello.session };
    this.relayMeter.begin(hello.session, hello.relayedBytes);
    this.keyDigest = digest(hello.streamKey);
    const { iceServers, maxViewers } = this.deps;
    const isRecorded = permit.settings.record;
    line.send({
      type: "hosting",
      streamId: this.streamId,
      iceServers: iceServers("creator"),
      maxViewers,
      isRecorded,
    });
    this.apply(permit.settings);
    // Viewers who are served already must not be told that it is about to begin.
    if (hello.links.length > 0) this.liveSince ??= this.deps.now();
    this.seating.hostCame(
      line,
      hello.links.map(({ peer }) => peer),
    );
    if (returns) this.deps.report({ type: "publish.started", stream: this.snapshot() });
    return true;
  }

  /** Another host's message is without effect. */
  fromHost(line: RoomLine<ToHost>, message: Exclude<HostMessage, Hello>): void {
    if (this.host?.line !== line) return;
    switch (message.type) {
      case "figures":
        return this.takeFigures(message);
      case "signal":
        return this.seating.signal(message.peer, message.generation, message.signal);
      case "drop":
        return this.seating.drop(message.peer);
    }
  }

  hostLeft(line: RoomLine<ToHost>, cause: string): void {
    if (this.host?.line === line) this.lose(cause);
  }

  /** Takes effect at once. */
  apply(settings: StreamSettings): void {
    const isNews = this.settings !== null && this.settings.record !== settings.record;
    this.settings = settings;
    this.tape?.apply(settings);
    if (isNews) this.host?.line.send({ type: "record", isRecorded: settings.record });
    this.recheck();
  }

  /** Whether this key is its host's; also for a moment after the end. */
  isHostKey(streamKey: string): boolean {
    return this.keyDigest !== null && timingSafeEqual(digest(streamKey), this.keyDigest);
  }

  /** Where what its host's browser records goes; null when it isn't to be recorded. */
  openTape(): RoomTape | null {
    if (!this.settings?.record || this.isTapeOver) return null;
    this.tape ??= new RoomTape(this.deps.attach(this.streamId, this.settings), this.deps.now);
    return this.tape;
  }

  notices(): StreamNotice[] {
    return this.tape?.notices() ?? [];
  }

  /** Cuts the host off; it may come back, with another key, within the reconnect window. */
  disconnect(cause: string): void {
    const { host } = this;
    // Also while its host is away: the old key opens nothing any longer, its recording included.
    this.keyDigest = null;
    this.lose(cause);
    host?.line.close(ROOM_CLOSE.refused, cause);
    this.seating.cut();
  }

  /** Ends the stream for its viewers at once. Idempotent. */
  end(reason: EndReason): void {
    if (this.endedAt !== null) return;
    this.stopWaiting();
    this.endedAt = this.deps.now();
    this.host?.line.close(ROOM_CLOSE.ended, reason);
    this.host = null;
    this.seating.closeAll(ROOM_CLOSE.ended, "ended");
    setTimeout(() => this.endTape(), TAPE_GRACE_MS).unref();
    this.deps.report({ type: "stream.ended", streamId: this.streamId, reason, usage: this.totals() });
  }

  /** Counts `elapsedMs` of viewing and hosting, and lets go of whoever stayed away or may stay no longer. */
  passTime(elapsedMs: number): void {
    this.usage.viewerMs += this.seating.viewers * elapsedMs;
    if (this.host) this.usage.ingestMs += elapsedMs;
    this.seating.expire();
    this.recheck();
  }

  snapshot(): StreamSnapshot {
    return describeRoom(this, this.totals());
  }

  /** Hangs up on everybody. */
  dispose(): void {
    this.stopWaiting();
    this.host?.line.close(ROOM_CLOSE.unavailable, "shutdown");
    this.host = null;
    this.seating.closeAll(ROOM_CLOSE.unavailable, "shutdown");
    if (this.endedAt !== null) return this.endTape();
    this.tape?.dispose();
    this.tape = null;
  }

  private endTape(): void {
    this.isTapeOver = true;
    this.tape?.end();
    this.tape = null;
  }

  private recheck(): void {
    const access = this.settings?.access;
    if (access) this.seating.recheck((token) => this.deps.staysAdmitted(this.streamId, access, token));
  }

  private totals(): UsageTotals {
    const { ingestMs, viewerMs } = this.usage;
    return { ...this.usage, ingestMs: Math.round(ingestMs), viewerMs: Math.round(viewerMs) };
  }

  private takeFigures(figures: Figures): void {
    this.seating.takeFigures(figures);
    const { turnBytes } = this.usage;
    // Without a relay of ours there is nothing that anybody is billed for.
    if (turnBytes !== null) this.usage.turnBytes = this.relayMeter.add(turnBytes, figures.relayedBytes);
    if (this.liveSince !== null) return;
    this.liveSince = this.deps.now();
    this.deps.report({ type: "stream.live", stream: this.snapshot() });
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
    this.seating.hostWent();
    const { reconnectWindowMs } = this.settings;
    this.reconnectUntil = this.deps.now() + reconnectWindowMs;
    this.reconnectTimer = setTimeout(() => this.end("publisher-lost"), reconnectWindowMs).unref();
    this.deps.report({ type: "publish.lost", stream: this.snapshot(), cause: cause.slice(0, 64) });
  }

  private stopWaiting(): void {
    if (this.reconnectTimer) clearTimeout(this.reconnectTimer);
    this.reconnectTimer = null;
    this.reconnectUntil = null;
  }
}

function digest(streamKey: string): Buffer {
  return createHash("sha256").update(streamKey).digest();
}
