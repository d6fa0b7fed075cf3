import type { RuleCondition } from "@/lib/routing/policy";

export const CONDITIONS = [
  "tiers",
  "labels",
  "audience",
  "features",
  "delayAtMostMs",
  "time",
  "percentOfCreators",
  "creatorIds",
] as const satisfies readonly (keyof RuleCondition)[];
export type ConditionName = (typeof CONDITIONS)[number];

/** What a condition begins with when it is added. */
export function beginCondition(name: ConditionName, timeZone: string): RuleCondition {
  switch (name) {
    case "tiers":
    case "labels":
    case "features":
    case "creatorIds":
      return { [name]: [] };
    case "audience":
      return { audience: { min: 0, max: 50 } };
    case "delayAtMostMs":
      return { delayAtMostMs: 1_000 };
    case "percentOfCreators":
      return { percentOfCreators: 10 };
    case "time":
      return {
        time: { timeZone, days: ["mon", "tue", "wed", "thu", "fri"], fromMinute: 18 * 60, toMinute: 22 * 60 },
      };
  }
}

/** A condition that is taken away is absent, not undefined: policies are compared as they are written. */
export function without(when: RuleCondition, name: ConditionName): RuleCondition {
  const { [name]: _gone, ...rest } = when;
  if (name !== "percentOfCreators") return rest;
  const { drawnAs: _unneeded, ...whole } = rest;
  return whole;
}

export function hasCondition(when: RuleCondition, name: ConditionName): boolean {
  return when[name] !== undefined;
}
