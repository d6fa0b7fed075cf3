import "server-only";
import { and, between, eq, inArray, isNotNull, notExists } from "drizzle-orm";
import { db } from "../db/client";
import { recordings, streams } from "../db/schema";
import { logger } from "../logger";
import { capabilitiesOf } from "../providers/capabilities-of";
import type { ProviderEvent } from "../providers/contract";
import { getProvider, listConfigured } from "../providers/get-provider";
import type { StreamRow } from "../streams/apply-event";
import { OVER } from "../streams/broadcast-machine";
import { applyProviderEvents } from "../streams/receive-provider-events";

/** How long after a stream's end its provider is asked what it kept, in ms: from when events should have come, and until when. */
const FIRST_MS = 60_000;
const LAST_MS = 6 * 3_600_000;
/** Between two questions about one stream, in ms; each pause is twice the one before. */
const PAUSE_MS = 60_000;
const BATCH = 20;
const MAX_REMEMBERED = 5_000;

const holder: { __liveDiscoveries?: Map<string, { at: number; pauseMs: number }> } & typeof globalThis =
  globalThis;

/**
 * Asks providers that send no events, or may lose them, what they kept of streams that are over and of which no recording is
 * known. Returns the ids of the streams of which there was something.
 */
export async function discoverRecordings(nowMs: number): Promise<readonly string[]> {
  const silent = listConfigured().filter((id) => {
    const capabilities = capabilitiesOf(id);
    return capabilities?.recording && capabilities.reportsEveryMs === null;
  });
  if (silent.length === 0) return [];
  const database = await db();
  const rows = await database
    .select()
    .from(streams)
    .where(
      and(
        inArray(streams.provider, silent),
        inArray(streams.broadcast, [...OVER]),
        eq(streams.isRecorded, true),
        isNotNull(streams.startedAt),
        between(streams.endedAt, new Date(nowMs - LAST_MS), new Date(nowMs - FIRST_MS)),
        notExists(
          database.select({ id: recordings.id }).from(recordings).where(eq(recordings.streamId, streams.id)),
        ),
      ),
    )
    .orderBy(streams.endedAt)
    .limit(500);
  const due = rows.filter(({ id }) => isDue(id, nowMs)).slice(0, BATCH);
  const found: string[] = [];
  for (const row of due) if (await discover(row, nowMs)) found.push(row.id);
  return found;
}

async function discover(row: StreamRow, nowMs: number): Promise<boolean> {
  if (!row.providerRef) return false;
  try {
    const provider = await getProvider(row.provider);
    const held = await provider.listRecordings?.({ provider: row.provider, id: row.providerRef });
    const events = (held ?? []).map(
      (recording): ProviderEvent => ({
        id: null,
        order: { epoch: 0, sequence: nowMs },
        at: nowMs,
        change: { type: "recording-changed", streamId: row.id, recording },
      }),
    );
    await applyProviderEvents(row.provider, events);
    return events.length > 0;
  } catch (error) {
    logger().warn({ err: error, streamId: row.id }, "a provider could not be asked what it recorded");
    return false;
  }
}

/** Counts the question. What this process does not remember is asked at once. */
function isDue(streamId: string, nowMs: number): boolean {
  holder.__liveDiscoveries ??= new Map();
  const asked = holder.__liveDiscoveries;
  const last = asked.get(streamId);
  if (last && nowMs - last.at < last.pauseMs) return false;
  if (asked.size >= MAX_REMEMBERED) asked.clear();
  asked.set(streamId, { at: nowMs, pauseMs: last ? last.pauseMs * 2 : PAUSE_MS });
  return true;
}
