import type { PlaybackSource } from "@/lib/wire/playback";
import type { WayMemory } from "./order-sources";

const KEY = "player.blocked";
const FIRST_MS = 10 * 60_000;
const LONGEST_MS = 24 * 3_600_000;
const MAX_ENTRIES = 50;

interface Blocked {
  /** In a row, without success between them. */
  readonly failures: number;
  /** Epoch ms; from then on it is worth another attempt. */
  readonly untilMs: number;
}

type Entries = Readonly<Record<string, Blocked>>;

/** Which ways did not get through lately, on this device: each failure in a row is remembered for longer, up to a day. */
export function rememberedWays(nowMs = Date.now()): WayMemory {
  const entries = read();
  return { isBlocked: (source) => (entries[nameOf(source)]?.untilMs ?? 0) > nowMs };
}

export function rememberBlocked(source: PlaybackSource, nowMs = Date.now()): void {
  const entries = read();
  const failures = (entries[nameOf(source)]?.failures ?? 0) + 1;
  const forMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  write({ ...entries, [nameOf(source)]: { failures, untilMs: nowMs + forMs } });
}

export function rememberWorking(source: PlaybackSource): void {
  const { [nameOf(source)]: known, ...others } = read();
  if (known) write(others);
}

/** What a network lets through depends on where to, not on the stream. */
function nameOf({ kind, url }: PlaybackSource): string {
  return `${kind} ${URL.canParse(url) ? new URL(url).origin : ""}`;
}

/** Whatever stands there: only what looks like an entry is taken. */
function read(): Entries {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(Object.entries(stored).filter(isEntry).slice(-MAX_ENTRIES));
  } catch {
    // Storage may be forbidden, or hold something else.
    return {};
  }
}

function isEntry(entry: [string, unknown]): entry is [string, Blocked] {
  const value = entry[1];
  if (typeof value !== "object" || value === null || !("failures" in value) || !("untilMs" in value))
    return false;
  return Number.isFinite(value.failures) && Number.isFinite(value.untilMs);
}

function write(entries: Entries): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // Then it is found out again next time.
  }
}
