import "server-only";
import { and, eq, inArray, or } from "drizzle-orm";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { providerEvents, streams } from "../db/schema";
import { env } from "../env";
import { AppError } from "../errors";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderEvent, ProviderId, WebhookRequest } from "../providers/contract";
import { getProvider } from "../providers/get-provider";
import { applyRecordingEvents } from "../recordings/apply-recording-events";
import { settleReplays } from "../recordings/settle-replays";
import { applyExperience } from "../session-records/apply-experience";
import type { Connection } from "../session-records/keep-sessions";
import { writeSamples } from "../session-records/write-samples";
import { recordEndedUsage } from "../usage/record-ended-usage";
import type { IngestLimits } from "../wire/doctor/ingest-limits";
import { announceStream } from "./announce-stream";
import { applyChanged, applyEnded, applyMissing, applyRefused, type StreamRow } from "./apply-event";
import { isFinal, isOnAir, ON_AIR } from "./broadcast-machine";
import { cutOff } from "./cut-off";
import { closedWays } from "./open-ways";
import { writeStreams } from "./write-streams";

/**
 * Verifies, then applies each event at most once and never out of order, in one transaction; tells viewers after it
 * commits. Throws `ProviderError` `unauthenticated` for a forged or replayed request, `invalid-input` for a strange one.
 */
export async function receiveProviderEvents(providerId: ProviderId, request: WebhookRequest): Promise<void> {
  const provider = await getProvider(providerId);
  if (!provider.parseEvents) throw new AppError("not-found", `${providerId} sends no events`);
  await applyProviderEvents(providerId, await provider.parseEvents(request));
}

/** Applies what is already believed, in one transaction, and tells viewers. Returns how many broadcasts it moved. */
export async function applyProviderEvents(
  providerId: ProviderId,
  events: readonly ProviderEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  const outcome = await (await db()).transaction((tx) => applyAll(tx, providerId, events));
  for (const streamId of outcome.announce) announceStream(streamId);
  for (const row of outcome.unwanted) cutOff(row);
  return outcome.moved;
}

interface Outcome {
  readonly moved: number;
  readonly announce: ReadonlySet<string>;
  /** Ended for good by us, but the source still holds them. */
  readonly unwanted: readonly StreamRow[];
}

async function applyAll(
  tx: Transaction,
  provider: ProviderId,
  events: readonly ProviderEvent[],
): Promise<Outcome> {
  const fresh = await keepFresh(tx, provider, events);
  const before = await lockRows(tx, provider, fresh);
  const rows = new Map(before);
  const terms = { windowMs: env().RECONNECT_WINDOW_SECONDS * 1000, limits: limitsOf(provider) };
  for (const event of fresh) applyOne(rows, event, terms);
  const connections = new Map(fresh.flatMap(connectionIn));
  const recorded = await applyRecordingEvents(tx, provider, fresh, rows);
  const isTouched = (row: StreamRow) => row !== before.get(row.id) || recorded.has(row.id);
  const touched = [...rows.values()].filter(isTouched);
  for (const row of await settleReplays(tx, touched)) rows.set(row.id, row);
  const changes = [...before.values()].flatMap((old) => {
    const after = rows.get(old.id);
    return after && after !== old ? [{ before: old, after, connection: connections.get(old.id) }] : [];
  });
  await writeStreams(tx, changes);
  await writeSamples(tx, changes);
  await applyExperience(tx, fresh);
  await recordEndedUsage(tx, fresh, before);
  const held = new Set(fresh.flatMap(heldBy));
  const wasRestarted = fresh.some(({ change }) => change.type === "source-holds" && change.restarted);
  const after = [...rows.values()];
  const moved = changes.filter((change) => change.before.broadcast !== change.after.broadcast);
  const closed = ({ broadcast, metrics }: StreamRow) =>
    isOnAir(broadcast) ? closedWays(metrics, terms.limits).join() : "";
  const rearranged = changes.filter((change) => closed(change.before) !== closed(change.after));
  const isReplay = (id: string) => recorded.has(id) && rows.get(id)?.broadcast === "replay-ready";
  return {
    moved: moved.length,
    announce: new Set([
      ...[...moved, ...rearranged].map((change) => change.after.id),
      ...[...recorded].filter(isReplay),
      ...(wasRestarted ? after.filter((row) => isOnAir(row.broadcast)).map((row) => row.id) : []),
    ]),
    unwanted: after.filter(
      (row) => held.has(row.id) && (isFinal(row.endedBecause) || row.broadcast === "blocked"),
    ),
  };
}

function limitsOf(provider: ProviderId): IngestLimits {
  const capabilities = capabilitiesOf(provider);
  if (!capabilities) throw new AppError("not-found", `no provider ${provider}`);
  return capabilities.ingestLimits;
}

function connectionIn({ change }: ProviderEvent): [string, Connection][] {
  if (change.type !== "stream-changed") return [];
  const { protocol, publisherAddress: address } = change.status;
  return [[change.streamId, { protocol, address, cause: change.cause }]];
}

interface Terms {
  /** How long a lost encoder may take to come back. */
  readonly windowMs: number;
  /** What its stream is judged by. */
  readonly limits: IngestLimits;
}

function applyOne(rows: Map<string, StreamRow>, event: ProviderEvent, { windowMs, limits }: Terms): void {
  const { change } = event;
  if (change.type === "source-holds") {
    const held = new Set(change.streamIds);
    for (const row of rows.values()) {
      if (!held.has(row.id)) rows.set(row.id, applyMissing(row, event, change.restarted, windowMs));
    }
    return;
  }
  if (change.type === "recording-changed" || change.type === "experience-measured") return;
  const row = rows.get(change.streamId);
  if (!row) return;
  if (change.type === "stream-changed") rows.set(row.id, applyChanged(row, event, change, limits));
  if (change.type === "stream-ended") rows.set(row.id, applyEnded(row, event, change));
  if (change.type === "publish-refused") rows.set(row.id, applyRefused(row, event));
}

/** Those not applied before. Remembered in the same transaction: a failure forgets them again. */
async function keepFresh(tx: Transaction, provider: ProviderId, events: readonly ProviderEvent[]) {
  const ids = events.flatMap(({ id }) => (id === null ? [] : [{ id: `${provider}/${id}`, provider }]));
  if (ids.length === 0) return events;
  const inserted = await tx
    .insert(providerEvents)
    .values(ids)
    .onConflictDoNothing()
    .returning({ id: providerEvents.id });
  const isFresh = new Set(inserted.map(({ id }) => id));
  return events.filter(({ id }) => id === null || isFresh.has(`${provider}/${id}`));
}

/** Locked in the order of their ids, so that two deliveries at once wait for each other instead of deadlocking. */
async function lockRows(tx: Transaction, provider: ProviderId, events: readonly ProviderEvent[]) {
  const named = [...new Set(events.flatMap(namedBy))];
  const tellsAll = events.some(({ change }) => change.type === "source-holds");
  if (named.length === 0 && !tellsAll) return new Map<string, StreamRow>();
  const found = await tx
    .select()
    .from(streams)
    .where(
      and(
        eq(streams.provider, provider),
        or(
          named.length > 0 ? inArray(streams.id, named) : undefined,
          tellsAll ? inArray(streams.broadcast, [...ON_AIR]) : undefined,
        ),
      ),
    )
    .orderBy(streams.id)
    .for("update");
  return new Map(found.map((row) => [row.id, row]));
}

function namedBy({ change }: ProviderEvent): readonly string[] {
  if (change.type === "experience-measured") return [];
  return change.type === "source-holds" ? change.streamIds : [change.streamId];
}

/** A recording outlives what is held of its stream. */
function heldBy(event: ProviderEvent): readonly string[] {
  return event.change.type === "recording-changed" ? [] : namedBy(event);
}
