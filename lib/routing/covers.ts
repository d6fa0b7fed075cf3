import type { RuleCondition } from "./policy";

/** Whether every request for which `narrow` holds is one for which `wide` holds. False where that can't be told. */
export function covers(wide: RuleCondition, narrow: RuleCondition): boolean {
  return (
    holdsAll(wide.tiers, narrow.tiers) &&
    holdsAll(wide.labels, narrow.labels) &&
    holdsAll(wide.creatorIds, narrow.creatorIds) &&
    coversAudience(wide.audience, narrow.audience) &&
    coversDelay(wide.delayAtMostMs, narrow.delayAtMostMs) &&
    (wide.features ?? []).every((feature) => narrow.features?.includes(feature)) &&
    coversTime(wide.time, narrow.time) &&
    // Two rules draw their creators apart, so a part of them covers nothing but itself.
    (wide.percentOfCreators ?? 100) >= 100
  );
}

/** Whether it holds for nobody ever. */
export function isNever({ percentOfCreators }: RuleCondition): boolean {
  return percentOfCreators === 0;
}

function holdsAll(wide: readonly string[] | undefined, narrow: readonly string[] | undefined): boolean {
  return wide === undefined || (narrow?.every((name) => wide.includes(name)) ?? false);
}

function coversAudience(wide: RuleCondition["audience"], narrow: RuleCondition["audience"]): boolean {
  if (!wide) return true;
  if (!narrow) return false;
  const most = (one: typeof wide) => one.max ?? Number.POSITIVE_INFINITY;
  return wide.min <= narrow.min && most(wide) >= most(narrow);
}

function coversDelay(wide: number | undefined, narrow: number | undefined): boolean {
  return wide === undefined || (narrow !== undefined && narrow <= wide);
}

function coversTime(wide: RuleCondition["time"], narrow: RuleCondition["time"]): boolean {
  if (!wide) return true;
  return (
    narrow !== undefined &&
    wide.timeZone === narrow.timeZone &&
    narrow.days.every((day) => wide.days.includes(day)) &&
    // A window around midnight is left alone: nothing is lost by not knowing.
    wide.fromMinute < wide.toMinute &&
    narrow.fromMinute < narrow.toMinute &&
    wide.fromMinute <= narrow.fromMinute &&
    wide.toMinute >= narrow.toMinute
  );
}
