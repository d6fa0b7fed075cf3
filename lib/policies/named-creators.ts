import "server-only";
import { eq, sql } from "drizzle-orm";
import { db } from "../db/client";
import { channels, users } from "../db/schema";
import type { RoutingPolicy } from "../routing/policy";

/** A creator as rules are told to speak of them. Plain data. */
export interface NamedCreator {
  readonly id: string;
  readonly name: string;
  /** Null where the account has no channel. */
  readonly handle: string | null;
}

/** What every select of one reads, of accounts beside their channels. */
export const NAMED = { id: users.id, name: users.name, handle: channels.handle };

/** Whom these policies name in their rules; accounts that are gone are missing. */
export async function listNamedCreators(
  policies: readonly RoutingPolicy[],
): Promise<readonly NamedCreator[]> {
  const ids = policies.flatMap(({ rules }) => rules.flatMap(({ when }) => when.creatorIds ?? []));
  if (ids.length === 0) return [];
  // As one value: there may be more of them than a statement takes parameters.
  const wanted = JSON.stringify([...new Set(ids)]);
  return (await db())
    .select(NAMED)
    .from(users)
    .leftJoin(channels, eq(channels.userId, users.id))
    .where(sql`${users.id} in (select jsonb_array_elements_text(${wanted}::jsonb))`);
}

export function idsOf(creators: readonly NamedCreator[]): ReadonlySet<string> {
  return new Set(creators.map(({ id }) => id));
}
