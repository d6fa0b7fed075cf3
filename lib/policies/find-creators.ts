import "server-only";
import { and, asc, desc, eq, or, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { channels, users } from "../db/schema";
import { matchesCreator } from "../search/matches-creator";
import { searchWords } from "../search/search-words";
import { NAMED, type NamedCreator } from "./named-creators";

const MOST = 8;

export interface FoundCreators {
  /** At most eight, whose handle begins with what was searched first. */
  readonly creators: readonly NamedCreator[];
  /** Whether there are more, so that it helps to write more of the name. */
  readonly isMore: boolean;
}

/** Who has a channel, by parts of a name or handle, or by their account's whole id. For admins; throws `forbidden`. */
export async function findCreators(actor: Actor, text: string): Promise<FoundCreators> {
  assertAdmin(actor);
  const words = searchWords(text);
  const [first] = words;
  if (first === undefined) return { creators: [], isMore: false };
  const handle = first.replace(/^@/, "");
  const rows = await (await db())
    .select(NAMED)
    .from(users)
    .innerJoin(channels, eq(channels.userId, users.id))
    .where(or(and(...words.map(matchesCreator)), eq(users.id, text.replaceAll("\0", "").trim())))
    .orderBy(
      desc(sql`starts_with(lower(${channels.handle}), ${handle})`),
      asc(users.nameFolded),
      asc(users.id),
    )
    .limit(MOST + 1);
  return { creators: rows.slice(0, MOST), isMore: rows.length > MOST };
}
