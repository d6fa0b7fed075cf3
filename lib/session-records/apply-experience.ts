import { eq, inArray, sql } from "drizzle-orm";
import { notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { streams } from "../db/schema";
import type { ProviderEvent } from "../providers/contract";
import { STREAM_CHANGED } from "../streams/write-streams";
import type { ExperienceMeasure } from "../wire/experience";
import { percentileOf } from "../wire/histogram";
import { addMeasure, countFaults } from "./stream-experience";
import { SAMPLE_MS } from "./write-samples";

interface Measured {
  readonly at: number;
  readonly measure: ExperienceMeasure;
}

/** Adds what players reported to their streams, whoever carries them, and keeps a row per ten seconds for the charts. */
export async function applyExperience(tx: Transaction, events: readonly ProviderEvent[]): Promise<void> {
  const told = events.flatMap(({ at, change }) =>
    change.type === "experience-measured" ? change.measures.map((measure) => ({ at, measure })) : [],
  );
  if (told.length === 0) return;
  const known = await tx
    .select({ id: streams.id, experience: streams.experience })
    .from(streams)
    .where(inArray(streams.id, [...new Set(told.map(({ measure }) => measure.streamId))]))
    .orderBy(streams.id)
    .for("update");
  for (const { id, experience: before } of known) {
    const own = told.filter(({ measure }) => measure.streamId === id);
    const experience = own.reduce((sum, { measure, at }) => addMeasure(sum, measure, at), before);
    await tx.update(streams).set({ experience }).where(eq(streams.id, id));
    await notify(tx, STREAM_CHANGED, id);
  }
  const ids = new Set(known.map(({ id }) => id));
  await writeSamples(
    tx,
    told.filter(({ measure }) => ids.has(measure.streamId) && measure.reporting > 0),
  );
}

/** Two measures of the same ten seconds become one: sums add up, of the rest the later stands. */
async function writeSamples(tx: Transaction, told: readonly Measured[]): Promise<void> {
  for (const { at, measure } of told) {
    const row = {
      stream_id: measure.streamId,
      at: new Date(Math.floor(at / SAMPLE_MS) * SAMPLE_MS),
      reporting: measure.reporting,
      waiting: measure.waiting,
      startup_ms: percentileOf(measure.starts, 0.5),
      latency_ms: measure.latencyMs,
      watched_ms: measure.watchedMs,
      stalled_ms: measure.stalledMs,
      faults: countFaults(measure),
    };
    await tx.execute(sql`
      insert into experience_samples
        (stream_id, at, reporting, waiting, startup_ms, latency_ms, watched_ms, stalled_ms, faults)
      select stream_id, at, reporting, waiting, startup_ms, latency_ms, watched_ms, stalled_ms, faults
      from jsonb_to_record(${JSON.stringify(row)}::jsonb) as n(
        stream_id text, at timestamptz, reporting integer, waiting integer, startup_ms integer,
        latency_ms integer, watched_ms bigint, stalled_ms bigint, faults integer)
      on conflict (stream_id, at) do update set
        reporting = excluded.reporting, waiting = excluded.waiting,
        startup_ms = coalesce(excluded.startup_ms, experience_samples.startup_ms),
        latency_ms = coalesce(excluded.latency_ms, experience_samples.latency_ms),
        watched_ms = experience_samples.watched_ms + excluded.watched_ms,
        stalled_ms = experience_samples.stalled_ms + excluded.stalled_ms,
        faults = experience_samples.faults + excluded.faults`);
  }
}
