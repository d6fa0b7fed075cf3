import "server-only";
import { like, or, type SQL, sql } from "drizzle-orm";
import { channels, users } from "../db/schema";

/** Of a select that joins channels and users: the folded word is in the creator's name or handle, with or without its `@`. */
export function matchesCreator(word: string): SQL | undefined {
  const pattern = patternOf(word);
  return or(
    like(users.nameFolded, pattern),
    like(sql`lower(${channels.handle})`, pattern.replace("%@", "%")),
  );
}

/** For `like`: the word as it is written, anywhere. */
export function patternOf(word: string): string {
  return `%${word.replace(/[\\%_]/g, "\\$&")}%`;
}
