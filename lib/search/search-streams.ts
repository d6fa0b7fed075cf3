import "server-only";
import { limitRate } from "../auth/rate-limits";
import type { ContentLabel } from "../db/schema";
import { listReplays, type ReplayCard } from "../recordings/list-replays";
import { type LiveCard, listLiveStreams } from "../streams/list-live";
import { searchWords } from "./search-words";

export interface SearchInput {
  readonly query: string;
  readonly label: ContentLabel | null;
  /** The next page of replays; what is live stands on the first. */
  readonly before: string | null;
  /** Who searches, for the rate limit. */
  readonly address: string;
}

export interface SearchResult {
  readonly live: readonly LiveCard[];
  readonly replays: readonly ReplayCard[];
  readonly next: string | null;
}

const MOST_LIVE = 60;
const PAGE = 24;
const NOTHING: SearchResult = { live: [], replays: [], next: null };

/** Public streams by title, label, creator's name and handle; nothing without a word or a label. Throws `rate-limited`. */
export async function searchStreams({ query, label, before, address }: SearchInput): Promise<SearchResult> {
  const words = searchWords(query);
  if (words.length === 0 && !label) return NOTHING;
  await limitRate("search-address", address);
  const live = before ? [] : await listLiveStreams({ limit: MOST_LIVE, label, words });
  const { replays, next } = await listReplays({ limit: PAGE, before, label, words });
  return { live, replays, next };
}
