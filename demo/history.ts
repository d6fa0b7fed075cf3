import { seededRandom } from "../lib/testing/seeded-random";
import { CREATORS, type DemoCreator } from "./creators";

/** A stream that never was. Times are epoch ms. */
export interface DemoStream {
  readonly creator: DemoCreator;
  readonly title: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly averageViewers: number;
  readonly peakViewers: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * What twenty creators did from the first of last month until now: more on weekends, a little more each week, and each
 * evening as evenings are. The same for one moment and seed. Pure.
 */
export function makeHistory(nowMs: number, seed = 20): readonly DemoStream[] {
  const random = seededRandom(seed);
  const now = new Date(nowMs);
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
  const streams: DemoStream[] = [];
  for (let day = first; day < nowMs; day += DAY_MS) {
    const weekday = new Date(day).getUTCDay();
    const isWeekend = weekday === 5 || weekday === 6 || weekday === 0;
    const growth = 0.85 + (0.35 * (day - first)) / (60 * DAY_MS);
    for (const creator of CREATORS) {
      if (random() > (creator.perWeek / 7) * (isWeekend ? 1.5 : 0.7)) continue;
      const startedAt = day + Math.round((18 + 4 * random()) * 60) * MINUTE_MS;
      const durationMs = Math.round(40 + 80 * random()) * MINUTE_MS;
      const averageViewers = Math.max(1, Math.round(creator.viewers * growth * (0.6 + 0.8 * random())));
      const title = creator.titles[Math.floor(random() * creator.titles.length)] ?? creator.name;
      // Also what would still be on air is left out: those who are live are really live.
      if (startedAt + durationMs > nowMs) continue;
      const peakViewers = Math.round(averageViewers * (1.2 + 0.6 * random()));
      streams.push({ creator, title, startedAt, durationMs, averageViewers, peakViewers });
    }
  }
  return streams;
}
