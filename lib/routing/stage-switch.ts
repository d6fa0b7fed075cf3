import type { ProviderId } from "../providers/contract";
import { isSame } from "./is-same";
import { POLICY_NAME_LENGTH, type PolicyRule, type RoutingPolicy, type RuleCondition } from "./policy";

/** One provider takes the place of another as the first choice, for a share of creators. */
export interface Switch {
  readonly from: ProviderId;
  readonly to: ProviderId;
  /** Of creators, above 0 up to 100. */
  readonly percent: number;
}

/** Id of the rule that stands in for the last resort while only some creators are switched. */
const EVERYBODY_ELSE = "everybody-else";

/**
 * The policy with `to` as first choice wherever it has `from`, for this share of creators; at 100 in the rules themselves.
 * Below that each such rule has one before it for the share: the same creators in all of them, and raising it takes nobody
 * back. Rules that are for a share already are switched at 100 alone. Pure; a switch between the two that is under way is moved to the new share.
 */
export function stageSwitch(policy: RoutingPolicy, { from, to, percent }: Switch): RoutingPolicy {
  const whole = withoutSwitch(policy, { from, to });
  const lead = (use: readonly ProviderId[]) =>
    use[0] === from ? [to, ...use.filter((id) => id !== to)] : [...use];
  if (percent >= 100) {
    const rules = whole.rules.map((rule) => ({ ...rule, use: lead(rule.use) }));
    return { ...whole, rules, otherwise: lead(whole.otherwise) };
  }
  const taken = new Set(whole.rules.map(({ id }) => id));
  const staged = (id: string, when: RuleCondition, use: readonly ProviderId[]): PolicyRule => ({
    id: nameFor(`${id}-${to}`, taken),
    when: { ...when, percentOfCreators: percent, drawnAs: nameOf(`${from}-${to}`) },
    use: lead(use),
  });
  const rules = whole.rules.flatMap((rule) =>
    rule.use[0] === from && rule.when.percentOfCreators === undefined
      ? [staged(rule.id, rule.when, rule.use), rule]
      : [rule],
  );
  if (whole.otherwise[0] === from) rules.push(staged(EVERYBODY_ELSE, {}, whole.otherwise));
  return { ...whole, rules };
}

/** The switch that a policy is in the middle of; null where none is. */
export function findSwitch(policy: RoutingPolicy): Switch | null {
  for (const place of policy.rules.keys()) {
    const found = switchAt(policy, place);
    if (found) return found;
  }
  return null;
}

/** The policy as if the switch between these two had not begun. */
export function withoutSwitch(
  policy: RoutingPolicy,
  { from, to }: Pick<Switch, "from" | "to">,
): RoutingPolicy {
  const rules = policy.rules.filter((_, place) => {
    const found = switchAt(policy, place);
    return !(found && found.from === from && found.to === to);
  });
  return { ...policy, rules };
}

/** Who comes first somewhere in a policy, in its order, each once. */
export function listPrimaries({ rules, otherwise }: RoutingPolicy): readonly ProviderId[] {
  return [...new Set([...rules.map(({ use }) => use), otherwise].flatMap(([first]) => first ?? []))];
}

/** A rule for a share of those whom the next one, or the last resort, is for, with another provider before the same. */
function switchAt({ rules, otherwise }: RoutingPolicy, place: number): Switch | null {
  const rule = rules[place];
  if (!rule) return null;
  const below = rules[place + 1] ?? { when: {}, use: otherwise };
  const { percentOfCreators: percent, drawnAs: _, ...when } = rule.when;
  const [to] = rule.use;
  const [from] = below.use;
  if (percent === undefined || !to || !from || to === from || !isSame(when, below.when)) return null;
  const isLed = isSame(rule.use, [to, ...below.use.filter((id) => id !== to)]);
  return isLed ? { from, to, percent } : null;
}

const nameOf = (wanted: string): string => wanted.slice(0, POLICY_NAME_LENGTH);

function nameFor(wanted: string, taken: Set<string>): string {
  let name = nameOf(wanted);
  for (let count = 2; taken.has(name); count += 1) {
    const end = `-${count}`;
    name = `${wanted.slice(0, POLICY_NAME_LENGTH - end.length)}${end}`;
  }
  taken.add(name);
  return name;
}
