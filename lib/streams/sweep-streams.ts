import "server-only";
import { and, inArray, lt, sql } from "drizzle-orm";
import { db } from "../db/client";
import { providerEvents, streams } from "../db/schema";
import { env } from "../env";
import { logger } from "../logger";
import { listProviders } from "../providers/registry";
import { settleReplays } from "../recordings/settle-replays";
import { announceStream } from "./announce-stream";
import { endRow, loseEncoder, type StreamRow } from "./apply-event";
import { ON_AIR } from "./broadcast-machine";
import { writeStreams } from "./write-streams";

const SWEEP_LOCK = 7_261_003;
const SWEEP_EVERY_MS = 5_000;
/** How long a provider may say nothing of a stream on air, in ms, whatever its own rhythm. */
const LEAST_SILENCE_MS = 10_000;
/** The provider's own word on a lost stream comes first; past this much, in ms, its silence decides. */
const GRACE_MS = 5_000;
const REMEMBER_EVENTS_MS = 86_400_000;

/**
 * Keeps states true when nobody reports any more: silence turns into a lost encoder, and a lost encoder, past its
 * window, into an end. One process at a time does it; the others find the lock taken. Returns the ids it moved.
 */
export async function sweepStreams(nowMs: number): Promise<readonly string[]> {
  const moved = await (await db()).transaction(async (tx) => {
    const [lock] = await tx
      .select({ isMine: sql<boolean>`pg_try_advisory_xact_lock(${SWEEP_LOCK})` })
      .from(sql`(select 1) as one`);
    if (!lock?.isMine) return [];
    await tx
      .delete(providerEvents)
      .where(lt(providerEvents.receivedAt, new Date(nowMs - REMEMBER_EVENTS_MS)));
    const rows = await tx
      .select()
      .from(streams)
      .where(and(inArray(streams.broadcast, [...ON_AIR]), inArray(streams.provider, reportingProviders())))
      .orderBy(streams.id)
      .limit(2000)
      .for("update");
    const windowMs = env().RECONNECT_WINDOW_SECONDS * 1000;
    const swept = rows.map((before) => ({ before, after: sweepRow(before, nowMs, windowMs) }));
    const moved = swept.filter((one) => one.before !== one.after);
    const settled = await settleReplays(
      tx,
      moved.map((one) => one.after),
    );
    const changes = moved.map(({ before, after }, index) => ({ before, after: settled[index] ?? after }));
    await writeStreams(tx, changes);
    return changes.map((one) => one.after.id);
  });
  for (const id of moved) announceStream(id);
  return moved;
}

/** Pure. */
export function sweepRow(row: StreamRow, nowMs: number, windowMs: number): StreamRow {
  if (row.broadcast === "reconnecting") {
    const until = row.reconnectUntil?.getTime() ?? 0;
    return nowMs > until + GRACE_MS ? endRow(row, "publisher-lost", new Date(nowMs)) : row;
  }
  const silentSince = row.seenAt?.getTime() ?? 0;
  return nowMs - silentSince > LEAST_SILENCE_MS ? loseEncoder(row, nowMs + windowMs) : row;
}

function reportingProviders(): string[] {
  return listProviders().flatMap((one) => (one.capabilities.reportsEveryMs === null ? [] : [one.id]));
}

/** Begins after a pause in which a media server that ran on without us has told how things are. Returns the way to stop. */
export function startSweeping(): () => void {
  let timer: NodeJS.Timeout | undefined;
  const again = (afterMs: number) => {
    timer = setTimeout(sweep, afterMs).unref();
  };
  const sweep = () => {
    sweepStreams(Date.now())
      .catch((error: unknown) => logger().error({ err: error }, "streams could not be swept"))
      .finally(() => again(SWEEP_EVERY_MS));
  };
  again(LEAST_SILENCE_MS + SWEEP_EVERY_MS);
  return () => clearTimeout(timer);
}
