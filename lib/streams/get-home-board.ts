import "server-only";
import type { ContentLabel } from "../db/schema";
import { listReplays, type ReplayCard } from "../recordings/list-replays";
import { type LiveCard, listLiveStreams } from "./list-live";

/** What the front page shows, the same for everybody. */
export interface HomeBoard {
  readonly live: readonly LiveCard[];
  readonly hasMoreLive: boolean;
  readonly replays: readonly ReplayCard[];
  readonly hasMoreReplays: boolean;
}

const MOST_LIVE = 60;
const MOST_REPLAYS = 12;
/** However many look at the front page, the database is asked once in so many ms for each label. */
const FRESH_MS = 2_000;

interface Kept {
  readonly madeAt: number;
  readonly board: Promise<HomeBoard>;
}
const holder: { __liveBoards?: Map<ContentLabel | null, Kept> } & typeof globalThis = globalThis;

/** At most two seconds old. */
export function getHomeBoard(label: ContentLabel | null): Promise<HomeBoard> {
  holder.__liveBoards ??= new Map();
  const boards = holder.__liveBoards;
  const kept = boards.get(label);
  if (kept && performance.now() - kept.madeAt < FRESH_MS) return kept.board;
  const made = { madeAt: performance.now(), board: makeBoard(label) };
  boards.set(label, made);
  made.board.catch(() => {
    if (boards.get(label) === made) boards.delete(label);
  });
  return made.board;
}

/** For tests. */
export function forgetHomeBoards(): void {
  holder.__liveBoards = undefined;
}

async function makeBoard(label: ContentLabel | null): Promise<HomeBoard> {
  const [live, { replays, next }] = await Promise.all([
    listLiveStreams({ limit: MOST_LIVE + 1, label }),
    listReplays({ limit: MOST_REPLAYS, label }),
  ]);
  return {
    live: live.slice(0, MOST_LIVE),
    hasMoreLive: live.length > MOST_LIVE,
    replays,
    hasMoreReplays: next !== null,
  };
}
