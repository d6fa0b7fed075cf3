import { isSame } from "./is-same";
import type { PolicyRule, RoutingPolicy } from "./policy";

/** One difference between two policies. */
export type PolicyChange =
  | { readonly type: "rule-added" | "rule-removed"; readonly rule: PolicyRule }
  | { readonly type: "rule-changed"; readonly before: PolicyRule; readonly after: PolicyRule }
  /** Places count from 1. */
  | { readonly type: "rule-moved"; readonly rule: string; readonly from: number; readonly to: number }
  | {
      readonly type: "last-resort-changed" | "choices-changed";
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  | { readonly type: "choosing-changed"; readonly isAllowed: boolean };

/** What changes for streams when `after` decides instead of `before`; rules are known by their ids. */
export function diffPolicies(before: RoutingPolicy, after: RoutingPolicy): readonly PolicyChange[] {
  const changes: PolicyChange[] = [];
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(after.rules.map(({ id }) => id));
  for (const rule of before.rules) if (!kept.has(rule.id)) changes.push({ type: "rule-removed", rule });
  for (const rule of after.rules) {
    const was = old.get(rule.id);
    if (!was) changes.push({ type: "rule-added", rule });
    else if (!isSame(was, rule)) changes.push({ type: "rule-changed", before: was, after: rule });
  }
  changes.push(...listMoves(before.rules, after.rules));
  if (!isSame(before.otherwise, after.otherwise))
    changes.push({ type: "last-resort-changed", before: before.otherwise, after: after.otherwise });
  if (before.creatorsMayChoose !== after.creatorsMayChoose)
    changes.push({ type: "choosing-changed", isAllowed: after.creatorsMayChoose });
  if (!isSame(before.creatorChoices, after.creatorChoices))
    changes.push({ type: "choices-changed", before: before.creatorChoices, after: after.creatorChoices });
  return changes;
}

/** Of the rules that both have: coming and going alone moves nobody. */
function listMoves(before: readonly PolicyRule[], after: readonly PolicyRule[]): PolicyChange[] {
  const both = (rules: readonly PolicyRule[], others: readonly PolicyRule[]) =>
    rules.map(({ id }) => id).filter((id) => others.some((other) => other.id === id));
  const from = both(before, after);
  return both(after, before).flatMap((rule, place) =>
    from[place] === rule
      ? []
      : [{ type: "rule-moved", rule, from: from.indexOf(rule) + 1, to: place + 1 } as const],
  );
}

/** What only one of two lists has, in its order. */
export function diffLists(before: readonly string[], after: readonly string[]) {
  const [old, fresh] = [new Set(before), new Set(after)];
  return { added: after.filter((one) => !old.has(one)), removed: before.filter((one) => !fresh.has(one)) };
}
