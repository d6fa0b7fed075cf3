import { foldText } from "./fold-text";

export const MAX_QUERY = 80;
const MAX_WORDS = 8;

/** The folded words of a search; all of them must be found. Empty when there is nothing to look for. */
export function searchWords(query: string): readonly string[] {
  // Nothing of ours holds a NUL, and Postgres refuses it.
  const plain = query.slice(0, MAX_QUERY).replaceAll("\0", " ");
  return [...new Set(foldText(plain).split(/\s+/).filter(Boolean))].slice(0, MAX_WORDS);
}
