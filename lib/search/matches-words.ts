import "server-only";
import { and, inArray, like, or, type SQL } from "drizzle-orm";
import { streams } from "../db/schema";
import { labelsNamed } from "./labels-named";
import { matchesCreator, patternOf } from "./matches-creator";

/** Of a select that joins streams, channels and users: each word is in the title, the creator's name or handle, or is the label. */
export async function matchesWords(words: readonly string[]): Promise<SQL | undefined> {
  return and(...(await Promise.all(words.map(matchesWord))));
}

async function matchesWord(word: string): Promise<SQL | undefined> {
  const labels = await labelsNamed(word);
  return or(
    like(streams.titleFolded, patternOf(word)),
    matchesCreator(word),
    labels.length > 0 ? inArray(streams.contentLabel, [...labels]) : undefined,
  );
}
