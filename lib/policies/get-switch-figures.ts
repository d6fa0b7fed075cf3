import "server-only";
import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { AppError } from "../errors";
import { describeProviderId } from "../providers/get-provider";
import type { Refusal } from "../routing/decision";
import { type StreamExperience, toStreamExperience } from "../session-records/stream-experience";
import { sumExperience } from "../session-records/sum-experience";
import { ON_AIR } from "../streams/broadcast-machine";
import { findActive } from "./activate";
import { findRunningSwitch } from "./find-running-switch";

/** How one side of a switch does, of the streams that were made since it began. */
export interface SwitchSide {
  readonly id: string;
  readonly label: string;
  readonly made: number;
  /** Of those, on air now. */
  readonly live: number;
  /** Streams that would have gone there first and went elsewhere, because of how it did. */
  readonly passedOver: number;
  /** Of those, streams whose channel it was asked for and could not make. */
  readonly failed: number;
  /** Over the newest of those streams; null while no player has reported. */
  readonly experience: StreamExperience | null;
}

export interface SwitchFigures {
  readonly to: SwitchSide;
  readonly from: SwitchSide;
}

/** Streams whose players' reports are summed: enough to tell, and quick to read. */
const MOST_MEASURED = 1_000;

/** Both sides of the switch under way. Asks no provider. Throws `forbidden`, `not-found` where none is. */
export async function getSwitchFigures(actor: Actor): Promise<SwitchFigures> {
  assertAdmin(actor);
  const database = await db();
  const running = await findRunningSwitch(database, await findActive(database));
  if (!running) throw new AppError("not-found", "no switch is under way");
  const [to, from] = await Promise.all([
    readSide(running.to, running.sinceMs),
    readSide(running.from, running.sinceMs),
  ]);
  return { to, from };
}

async function readSide(id: string, sinceMs: number): Promise<SwitchSide> {
  const database = await db();
  const isNew = gte(streams.createdAt, new Date(sinceMs));
  const isThere = and(isNew, eq(streams.provider, id));
  const [made, live, passedOver, failed, measured] = await Promise.all([
    database.$count(streams, isThere),
    database.$count(streams, and(isThere, inArray(streams.broadcast, [...ON_AIR]))),
    database.$count(streams, and(isNew, wasRefused(id, DID_BADLY))),
    database.$count(streams, and(isNew, wasRefused(id, ["failed"]))),
    database
      .select({ experience: streams.experience })
      .from(streams)
      .where(and(isThere, sql`${streams.experience} is not null`))
      .orderBy(desc(streams.createdAt))
      .limit(MOST_MEASURED),
  ]);
  return {
    ...{ id, label: describeProviderId(id).label, made, live, passedOver, failed },
    experience: toStreamExperience(sumExperience(measured.flatMap((one) => one.experience ?? [])), false),
  };
}

/** Reasons that speak of how a provider did, not of what it is. */
const DID_BADLY = ["failed", "unhealthy", "full"] as const;

/** By the receipts of the streams that went elsewhere. */
function wasRefused(id: string, types: readonly Refusal["type"][]) {
  const tests = types.map((type) => {
    const one = JSON.stringify([{ provider: id, because: { type } }]);
    return sql`${streams.decision} -> 'rejected' @> ${one}::jsonb`;
  });
  return sql`(${sql.join(tests, sql` or `)})`;
}
