import type { streams } from "../db/schema";
import type { ProviderEvent } from "../providers/contract";
import type { IngestLimits } from "../wire/doctor/ingest-limits";
import { isFinal, isOnAir, isOver, mayMove } from "./broadcast-machine";
import { judgeStatus } from "./judge-status";

export type StreamRow = typeof streams.$inferSelect;
type Change<Type extends ProviderEvent["change"]["type"]> = Extract<ProviderEvent["change"], { type: Type }>;
type Order = ProviderEvent["order"];

/** Whether `order` is later than the newest event that the row has seen. */
export function isNewer(row: StreamRow, order: Order): boolean {
  if (order.epoch !== row.eventEpoch) return order.epoch > row.eventEpoch;
  return order.sequence > row.eventSequence;
}

/** What a row becomes by a report on it; the same object when the report is late, foreign or not legal. Pure. */
export function applyChanged(
  row: StreamRow,
  event: ProviderEvent,
  change: Change<"stream-changed">,
  limits: IngestLimits,
): StreamRow {
  const broadcast = row.isPreview && change.broadcast === "live" ? "preview" : change.broadcast;
  if (!isNewer(row, event.order) || !mayMove(row.broadcast, broadcast)) return row;
  const reopens = isOver(row.broadcast);
  if (reopens && !mayReopen(row, event.at)) return row;
  const { status } = change;
  return {
    ...row,
    broadcast,
    ingest: status.ingest,
    ...judgeStatus(status, limits),
    metrics: latestMetrics(row, status.metrics),
    protocol: status.protocol ?? row.protocol,
    notices: [...status.notices],
    renditions: [...status.renditions],
    viewers: status.viewers,
    peakViewers: Math.max(row.peakViewers, status.viewers ?? 0),
    reconnectUntil: change.reconnectUntil === null ? null : new Date(change.reconnectUntil),
    startedAt: startOf(row, change, reopens),
    endedAt: null,
    endedBecause: null,
    seenAt: new Date(event.at),
    ...orderOf(event),
  };
}

/**
 * Whether there are B-frames isn't known before the first frame. Until then it is as it was, so that the ways to watch
 * don't change, and changes back, whenever an encoder returns.
 */
function latestMetrics({ metrics: before }: StreamRow, now: StreamRow["metrics"]): StreamRow["metrics"] {
  return now ? { ...now, hasBFrames: now.hasBFrames ?? before?.hasBFrames ?? null } : before;
}

/** Of the broadcast that viewers see: a preview has not begun. */
function startOf(row: StreamRow, change: Change<"stream-changed">, reopens: boolean): Date | null {
  if (row.isPreview) return null;
  if (row.startedAt && !reopens) return row.startedAt;
  return change.liveSince === null ? null : new Date(change.liveSince);
}

/** An ended stream stays ended, keeps its first reason, and still takes the final figures. */
export function applyEnded(row: StreamRow, event: ProviderEvent, change: Change<"stream-ended">): StreamRow {
  if (!isNewer(row, event.order)) return row;
  const usage = change.usage?.totals ?? row.usage;
  if (isOver(row.broadcast) || row.broadcast === "blocked") return { ...row, usage, ...orderOf(event) };
  // Whoever tells of the end holds it no longer.
  const ended = { ...endRow(row, change.reason, new Date(event.at)), isCutOffPending: false };
  return { ...ended, usage, ...orderOf(event) };
}

/** A second encoder was sent away: a fact about the stream, whatever its state and the order of events. */
export function applyRefused(row: StreamRow, event: ProviderEvent): StreamRow {
  const known = row.refusedAt?.getTime() ?? 0;
  return event.at > known ? { ...row, refusedAt: new Date(event.at) } : row;
}

/** The source does not hold a stream that we believe on air: its encoder is lost, and may come back within the window. */
export function applyMissing(
  row: StreamRow,
  event: ProviderEvent,
  restarted: boolean,
  windowMs: number,
): StreamRow {
  if (!isOnAir(row.broadcast) || !isNewer(row, event.order)) return row;
  const lost = row.broadcast === "reconnecting" ? row : loseEncoder(row, event.at + windowMs);
  // A snapshot leaves the order alone: the event that says why the stream is missing may still be on its way.
  return restarted ? { ...lost, ...orderOf(event) } : lost;
}

export function loseEncoder(row: StreamRow, reconnectUntilMs: number): StreamRow {
  return {
    ...row,
    broadcast: "reconnecting",
    ingest: "inactive",
    health: "unknown",
    healthIssues: [],
    reconnectUntil: new Date(reconnectUntilMs),
  };
}

export function endRow(row: StreamRow, reason: NonNullable<StreamRow["endedBecause"]>, at: Date): StreamRow {
  return {
    ...row,
    broadcast: "ended",
    ingest: "inactive",
    health: "unknown",
    healthIssues: [],
    viewers: 0,
    reconnectUntil: null,
    endedAt: at,
    endedBecause: reason,
    isCutOffPending: isFinal(reason),
  };
}

function mayReopen(row: StreamRow, atMs: number): boolean {
  return !isFinal(row.endedBecause) && atMs > (row.endedAt?.getTime() ?? 0);
}

function orderOf(event: ProviderEvent): Pick<StreamRow, "eventEpoch" | "eventSequence"> {
  return { eventEpoch: event.order.epoch, eventSequence: event.order.sequence };
}
