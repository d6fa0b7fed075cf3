import "server-only";
import { and, inArray, like, or, type SQL, sql } from "drizzle-orm";
import { channels, streams, users } from "../db/schema";
import { labelsNamed } from "./labels-named";

/** Of a select that joins streams, channels and users: each word is in the title, the creator's name or handle, or is the label. */
export async function matchesWords(words: readonly string[]): Promise<SQL | undefined> {
  return and(...(await Promise.all(words.map(matchesWord))));
}

async function matchesWord(word: string): Promise<SQL | undefined> {
  const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  const labels = await labelsNamed(word);
  return or(
    like(streams.titleFolded, pattern),
    like(users.nameFolded, pattern),
    like(sql`lower(${channels.handle})`, pattern.replace("%@", "%")),
    labels.length > 0 ? inArray(streams.contentLabel, [...labels]) : undefined,
  );
}
