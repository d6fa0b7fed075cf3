/** Which sentence of the `time` catalogue says how long ago something was, and its number. */
export type RelativeTime =
  | { readonly key: "now" }
  | {
      readonly key: "minutesAgo" | "hoursAgo" | "daysAgo" | "inMinutes" | "inHours" | "inDays";
      readonly count: number;
    }
  | { readonly key: "date" };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times in epoch ms. Past a month the date itself says more. Our own sentences: browsers have no Haitian Creole ones. */
export function relativeTime(thenMs: number, nowMs: number): RelativeTime {
  const distance = Math.abs(nowMs - thenMs);
  const past = nowMs >= thenMs;
  if (distance < MINUTE) return { key: "now" };
  if (distance < HOUR) {
    return { key: past ? "minutesAgo" : "inMinutes", count: Math.floor(distance / MINUTE) };
  }
  if (distance < DAY) return { key: past ? "hoursAgo" : "inHours", count: Math.floor(distance / HOUR) };
  if (distance < 30 * DAY) return { key: past ? "daysAgo" : "inDays", count: Math.floor(distance / DAY) };
  return { key: "date" };
}
