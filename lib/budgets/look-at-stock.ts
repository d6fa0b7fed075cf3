import { evaluateStock } from "../costs/guards/evaluate-stock";
import type { KeptStock } from "./stored-stocks";

/** What a provider says is used of what the account has. */
export interface SeenStock {
  readonly provider: string;
  readonly what: string;
  readonly used: number;
  readonly limit: number;
}

const DAY_MS = 86_400_000;
const REMEMBERED_MS = 14 * DAY_MS;
/** Looks are kept no closer than this, so that a fortnight is a short list. */
const APART_MS = DAY_MS / 2;

/** Where it stands now, by what it was before. It fills as fast as it did in the last fortnight. Pure. */
export function lookAtStock(seen: SeenStock, before: KeptStock | undefined, nowMs: number): KeptStock {
  const recent = (before?.past ?? []).filter(({ at }) => at > nowMs - REMEMBERED_MS && at <= nowMs);
  const last = recent.at(-1);
  const past = last && last.at > nowMs - APART_MS ? recent : [...recent, { at: nowMs, used: seen.used }];
  const [first] = past;
  const days = first ? (nowMs - first.at) / DAY_MS : 0;
  const perDay = first && days >= 1 ? (seen.used - first.used) / days : null;
  const { grade, daysLeft } = evaluateStock(
    { used: seen.used, limit: seen.limit, perDay },
    before?.grade ?? null,
  );
  return { ...seen, grade: grade ?? "enough", daysLeft, at: nowMs, past };
}
