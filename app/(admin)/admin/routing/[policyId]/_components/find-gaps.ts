import type { PolicyRule, RoutingPolicy, RuleCondition } from "@/lib/routing/policy";

/** A field that can't be stored as it is. */
export interface Gap {
  /** Place of the rule, from 0; null for the policy itself. */
  readonly place: number | null;
  readonly field: "id" | "use" | "otherwise" | keyof RuleCondition;
  readonly word: "use" | "list" | "audience" | "number" | "zone" | "days" | "name" | "policyName";
}

const NAME_LENGTH = 64;
const MOST_VALUES = 1_000;
/** A day: longer than anybody waits on purpose, and short enough to be read. */
export const MOST_DELAY_MS = 86_400_000;

/** What the server would refuse, known while typing. Pure; the same bounds as `RoutingPolicy`, which has the last word. */
export function findGaps(policy: RoutingPolicy): readonly Gap[] {
  const gaps: Gap[] = policy.rules.flatMap((rule, place) => [
    ...ruleGaps(rule, policy.rules).map((gap) => ({ ...gap, place })),
  ]);
  if (!isName(policy.id)) gaps.push({ place: null, field: "id", word: "policyName" });
  if (policy.otherwise.length === 0) gaps.push({ place: null, field: "otherwise", word: "use" });
  return gaps;
}

type Found = Omit<Gap, "place">;

function ruleGaps({ id, when, use }: PolicyRule, all: readonly PolicyRule[]): Found[] {
  const found: Found[] = [];
  if (!isName(id) || all.filter((one) => one.id === id).length > 1) found.push({ field: "id", word: "name" });
  if (use.length === 0) found.push({ field: "use", word: "use" });
  for (const field of ["tiers", "labels", "features", "creatorIds"] as const) {
    const values = when[field];
    if (values && !(values.length > 0 && values.length <= MOST_VALUES && values.every(isName)))
      found.push({ field, word: "list" });
  }
  return [...found, ...numberGaps(when), ...timeGaps(when)];
}

function numberGaps({ audience, delayAtMostMs: delay, percentOfCreators: percent }: RuleCondition): Found[] {
  const found: Found[] = [];
  if (audience && !isAudience(audience)) found.push({ field: "audience", word: "audience" });
  if (delay !== undefined && !(Number.isInteger(delay) && delay > 0 && delay <= MOST_DELAY_MS))
    found.push({ field: "delayAtMostMs", word: "number" });
  if (percent !== undefined && !(percent >= 0 && percent <= 100))
    found.push({ field: "percentOfCreators", word: "number" });
  return found;
}

function isAudience({ min, max }: NonNullable<RuleCondition["audience"]>): boolean {
  if (!Number.isSafeInteger(min) || min < 0) return false;
  return max === null ? min > 0 : Number.isSafeInteger(max) && max >= min;
}

function timeGaps({ time }: RuleCondition): Found[] {
  if (!time) return [];
  const found: Found[] = [];
  if (time.days.length === 0) found.push({ field: "time", word: "days" });
  if (!isTimeZone(time.timeZone)) found.push({ field: "time", word: "zone" });
  return found;
}

function isTimeZone(name: string): boolean {
  try {
    return name.length <= NAME_LENGTH && Boolean(new Intl.DateTimeFormat("en", { timeZone: name || "?" }));
  } catch {
    return false;
  }
}

const isName = (text: string): boolean => text.trim() !== "" && text.length <= NAME_LENGTH;
