import type { StreamSnapshot, UsageTotals } from "../../lib/wire/media-events";
import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { EndReason } from "../../lib/wire/stream-state";
import { Room, type RoomDeps } from "./room";

export interface RoomRegistryDeps extends RoomDeps {
  readonly maxRooms: number;
  /** Called every second while a room is hosted or waits for its host. */
  readonly tick: (streams: StreamSnapshot[]) => void;
}

const TICK_MS = 1_000;
/** Viewers who come back before their host, after a restart, find each other in a room so long. */
const UNHOSTED_KEPT_MS = 60_000;
/** The last pieces of a recording may still be on their way. */
const ENDED_KEPT_MS = 15_000;
const REMEMBERED_TOTALS = 10_000;
const NOTHING_YET = { ingestMs: 0, bytesIn: 0, bytesOut: 0, viewerMs: 0, transcodeMs: 0 };

/** Every room of this server, by its stream's id. */
export class RoomRegistry {
  private readonly rooms = new Map<string, Room>();
  private readonly openedAt = new WeakMap<Room, number>();
  private readonly totals = new Map<string, UsageTotals>();
  private readonly ticker: NodeJS.Timeout;
  private lastTickAt: number;

  constructor(private readonly deps: RoomRegistryDeps) {
    this.lastTickAt = deps.now();
    this.ticker = setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Null: there are too many, or a viewer comes to one that is over. Rooms in which viewers wait for a host take no host's place. */
  open(streamId: string, who: "host" | "viewer"): Room | null {
    const known = this.rooms.get(streamId);
    if (known && known.endedAt === null) return known;
    // It is over, and the last of its recording is still on its way: only its host begins anew.
    if (known && who === "viewer") return null;
    const isLikeThis = (room: Room) => room.isKnown === (who === "host");
    if ([...this.rooms.values()].filter(isLikeThis).length >= this.deps.maxRooms) return null;
    known?.dispose();
    const room = new Room(streamId, this.totalsOf(streamId), this.deps);
    this.openedAt.set(room, this.deps.now());
    this.rooms.set(streamId, room);
    return room;
  }

  /** Also one that ended a moment ago. */
  find(streamId: string): Room | undefined {
    return this.rooms.get(streamId);
  }

  /** Without effect when there is no such room, like the two below. */
  end(streamId: string, reason: EndReason): void {
    const room = this.rooms.get(streamId);
    if (room?.isKnown) room.end(reason);
  }

  disconnect(streamId: string, cause: string): void {
    this.rooms.get(streamId)?.disconnect(cause);
  }

  apply(streamId: string, settings: StreamSettings): void {
    const room = this.rooms.get(streamId);
    if (room?.isKnown) room.apply(settings);
  }

  snapshots(): StreamSnapshot[] {
    return this.running().map((room) => room.snapshot());
  }

  /** Of all rooms. */
  get viewers(): number {
    return this.running().reduce((sum, room) => sum + room.seating.viewers, 0);
  }

  /** Null for a stream without a room. */
  viewersOf(streamId: string): number | null {
    const room = this.rooms.get(streamId);
    return room?.isKnown && room.endedAt === null ? room.seating.viewers : null;
  }

  /** Hangs up on everybody; ends nothing, so that hosts find their rooms after a restart. */
  close(): void {
    clearInterval(this.ticker);
    for (const room of this.rooms.values()) room.dispose();
    this.rooms.clear();
  }

  private running(): Room[] {
    return [...this.rooms.values()].filter((room) => room.isKnown && room.endedAt === null);
  }

  private totalsOf(streamId: string): UsageTotals {
    const totals = this.totals.get(streamId) ?? { ...NOTHING_YET, turnBytes: this.hasRelay() ? 0 : null };
    this.totals.delete(streamId);
    this.totals.set(streamId, totals);
    const [oldest] = this.totals.keys();
    if (oldest !== undefined && this.totals.size > REMEMBERED_TOTALS) this.totals.delete(oldest);
    return totals;
  }

  private hasRelay(): boolean {
    return this.deps.iceServers("viewer").some(({ credential }) => credential !== undefined);
  }

  private tick(): void {
    const now = this.deps.now();
    const elapsedMs = Math.max(0, now - this.lastTickAt);
    this.lastTickAt = now;
    for (const room of this.rooms.values()) {
      if (room.endedAt === null) room.passTime(elapsedMs);
      const isOver = room.endedAt !== null && now - room.endedAt > ENDED_KEPT_MS;
      const isIdle = isOver || (!room.isKnown && room.seating.isEmpty);
      const isStale = !room.isKnown && now - (this.openedAt.get(room) ?? 0) > UNHOSTED_KEPT_MS;
      if (!isIdle && !isStale) continue;
      room.dispose();
      this.rooms.delete(room.streamId);
    }
    const snapshots = this.snapshots();
    if (snapshots.length > 0) this.deps.tick(snapshots);
  }
}
