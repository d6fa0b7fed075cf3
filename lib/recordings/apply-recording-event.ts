import type { ProviderEvent } from "../providers/contract";
import type { RecordingFacts } from "../wire/recording";
import type { RecordingRow } from "./recording";

const DAY_MS = 86_400_000;

/** What a new row needs beside the facts, and what retention the finished one gets. */
export interface RecordingContext {
  /** For a row that does not exist yet. */
  readonly newId: string;
  readonly streamId: string;
  readonly provider: string;
  /** Null keeps it. */
  readonly retentionDays: number | null;
}

/** What a row becomes by a report on it; the same object when the report is late. Pure. */
export function applyRecordingEvent(
  row: RecordingRow | null,
  event: Pick<ProviderEvent, "order" | "at">,
  facts: RecordingFacts,
  context: RecordingContext,
): RecordingRow {
  if (row && !isNewer(row, event.order)) return row;
  const order = { eventEpoch: event.order.epoch, eventSequence: event.order.sequence };
  if (row && isGone(row, facts)) return { ...row, ...order };
  return { ...withFacts(row, event.at, facts, context), ...order };
}

/** The facts as they are asked for, outside of the order of events. Pure. */
export function withFacts(
  row: RecordingRow | null,
  atMs: number,
  facts: RecordingFacts,
  context: RecordingContext,
): RecordingRow {
  const { state, fault, durationMs, bytes, storage, hasStoryboard } = facts;
  const startedAt = new Date(facts.startedAt);
  const base = row ?? newRow(facts, startedAt, context);
  const shown = { state, fault, startedAt, durationMs, bytes, storage, hasStoryboard, deletedAt: null };
  return { ...base, ...shown, expiresAt: expiryOf(row, facts, atMs, context.retentionDays) };
}

/** It stays deleted, unless the encoder came back afterwards and what it sends is recorded anew. */
function isGone(row: RecordingRow, facts: RecordingFacts): boolean {
  if (row.state === "deleting") return true;
  return row.state === "deleted" && facts.startedAt <= (row.deletedAt?.getTime() ?? 0);
}

/** Set once, when it is finished: a later change of settings takes nothing from it. */
function expiryOf(row: RecordingRow | null, facts: RecordingFacts, atMs: number, days: number | null) {
  if (facts.state === "recording") return null;
  if (row?.state === "ready" || row?.state === "failed") return row.expiresAt;
  return days === null ? null : new Date(atMs + days * DAY_MS);
}

function newRow(facts: RecordingFacts, startedAt: Date, context: RecordingContext): RecordingRow {
  return {
    id: context.newId,
    streamId: context.streamId,
    provider: context.provider,
    providerRef: facts.recordingId,
    state: facts.state,
    fault: null,
    startedAt,
    durationMs: 0,
    bytes: 0,
    storage: null,
    hasStoryboard: false,
    expiresAt: null,
    deletedAt: null,
    eventEpoch: 0,
    eventSequence: 0,
    createdAt: new Date(),
  };
}

function isNewer(row: RecordingRow, order: ProviderEvent["order"]): boolean {
  if (order.epoch !== row.eventEpoch) return order.epoch > row.eventEpoch;
  return order.sequence > row.eventSequence;
}
