import "server-only";
import { eq, sql } from "drizzle-orm";
import { db } from "../db/client";
import { experienceSamples } from "../db/schema";
import type { RecordPoint } from "./stream-record";

type ExperienceFields = "reporting" | "waiting" | "startupMs" | "latencyMs" | "rebufferRatio";
/** What is known of the encoder alone. */
export type EncoderPoint = Omit<RecordPoint, ExperienceFields>;

const UNKNOWN: Pick<RecordPoint, ExperienceFields> = {
  reporting: null,
  waiting: null,
  startupMs: null,
  latencyMs: null,
  rebufferRatio: null,
};
const MAX_POINTS = 1_000;

/** Adds to each point what players reported within its `seconds`. */
export async function withExperience(
  streamId: string,
  seconds: number,
  points: readonly EncoderPoint[],
): Promise<RecordPoint[]> {
  const { at, reporting, waiting, startupMs, latencyMs, watchedMs, stalledMs } = experienceSamples;
  // Written into the statement: as parameters, the two places would not be seen to be the same expression.
  const bucket = sql`floor(extract(epoch from ${at}) / ${sql.raw(String(seconds))})`;
  const found = await (await db())
    .select({
      bucket: sql<string>`${bucket}`.mapWith(Number),
      reporting: sql<number>`max(${reporting})`,
      waiting: sql<number>`max(${waiting})`,
      startupMs: sql<number | null>`round(avg(${startupMs}))::integer`,
      latencyMs: sql<number | null>`round(avg(${latencyMs}))::integer`,
      rebufferRatio: sql<
        number | null
      >`(sum(${stalledMs}) / nullif(sum(${watchedMs} + ${stalledMs}), 0))::double precision`,
    })
    .from(experienceSamples)
    .where(eq(experienceSamples.streamId, streamId))
    .groupBy(bucket)
    .orderBy(bucket)
    .limit(MAX_POINTS);
  const byMoment = new Map(
    found.map(({ bucket: position, ...rest }) => [
      new Date(Number(position) * seconds * 1000).toISOString(),
      rest,
    ]),
  );
  return points.map((point) => ({ ...point, ...(byMoment.get(point.at) ?? UNKNOWN) }));
}
