import type { ProviderId } from "../providers/contract";
import { covers, isNever } from "./covers";
import type { PolicyRule, RoutingPolicy } from "./policy";

/** What is wrong with a policy, as data. An `error` keeps it from being applied, a `warning` does not. */
export type PolicyProblem = { readonly severity: "error" | "warning" } & (
  | { readonly type: "unknown-provider"; readonly provider: ProviderId; readonly rule: string | null }
  /** Named first or further down, but not set up here: it is passed over. */
  | { readonly type: "not-configured"; readonly provider: ProviderId; readonly rule: string | null }
  /** Of this rule nothing is set up: whoever it is for goes to the last resort. */
  | { readonly type: "rule-without-provider"; readonly rule: string }
  | { readonly type: "unknown-tier" | "unknown-label"; readonly rule: string; readonly name: string }
  /** Named in this rule, and no account any more. */
  | { readonly type: "unknown-creators"; readonly rule: string; readonly ids: readonly string[] }
  /** The last resort has nobody: these tiers could make no stream. */
  | { readonly type: "tier-without-provider"; readonly tier: string }
  /** Two rules hold for exactly the same streams and send them to different providers. */
  | { readonly type: "contradiction"; readonly rule: string; readonly by: string }
  /** Whatever it holds for, an earlier one has decided. */
  | { readonly type: "unreachable"; readonly rule: string; readonly by: string }
  | { readonly type: "never-holds"; readonly rule: string }
);

/** The installation that a policy is to decide for. */
export interface PolicySurroundings {
  readonly known: ReadonlySet<ProviderId>;
  readonly configured: ReadonlySet<ProviderId>;
  readonly tiers: readonly string[];
  readonly labels: readonly string[];
  /** Those whom rules name and who are there; null where nobody looked. */
  readonly creators: ReadonlySet<string> | null;
}

/** Everything that is wrong, errors first; empty when all is well. Pure. */
export function validatePolicy(policy: RoutingPolicy, here: PolicySurroundings): readonly PolicyProblem[] {
  const problems = [
    ...policy.rules.flatMap((rule) => checkRule(rule, here)),
    ...checkProviders(policy.otherwise, null, here),
    ...checkTiers(policy, here),
    ...checkOrder(policy.rules),
  ];
  return problems.toSorted((a, b) => a.severity.localeCompare(b.severity));
}

function checkRule(rule: PolicyRule, here: PolicySurroundings): PolicyProblem[] {
  const problems = checkProviders(rule.use, rule.id, here);
  if (isNever(rule.when)) problems.push({ severity: "warning", type: "never-holds", rule: rule.id });
  if (!rule.use.some((id) => here.configured.has(id)))
    problems.push({ severity: "warning", type: "rule-without-provider", rule: rule.id });
  for (const name of rule.when.tiers ?? [])
    if (!here.tiers.includes(name))
      problems.push({ severity: "warning", type: "unknown-tier", rule: rule.id, name });
  for (const name of rule.when.labels ?? [])
    if (!here.labels.includes(name))
      problems.push({ severity: "warning", type: "unknown-label", rule: rule.id, name });
  const { creators } = here;
  const gone = creators ? (rule.when.creatorIds ?? []).filter((id) => !creators.has(id)) : [];
  if (gone.length > 0)
    problems.push({ severity: "warning", type: "unknown-creators", rule: rule.id, ids: gone });
  return problems;
}

function checkProviders(
  use: readonly ProviderId[],
  rule: string | null,
  { known, configured }: PolicySurroundings,
): PolicyProblem[] {
  return [...new Set(use)].flatMap((provider): PolicyProblem[] => {
    if (!known.has(provider)) return [{ severity: "error", type: "unknown-provider", provider, rule }];
    if (!configured.has(provider)) return [{ severity: "warning", type: "not-configured", provider, rule }];
    return [];
  });
}

/** A tier is safe by the last resort, or by a rule that holds for all of it and has a provider. */
function checkTiers({ rules, otherwise }: RoutingPolicy, here: PolicySurroundings): PolicyProblem[] {
  const isCarried = (use: readonly ProviderId[]) => use.some((id) => here.configured.has(id));
  if (isCarried(otherwise)) return [];
  return here.tiers
    .filter((tier) => !rules.some(({ when, use }) => isCarried(use) && covers(when, { tiers: [tier] })))
    .map((tier) => ({ severity: "error", type: "tier-without-provider", tier }));
}

function checkOrder(rules: readonly PolicyRule[]): PolicyProblem[] {
  return rules.flatMap((rule, place): PolicyProblem[] => {
    const earlier = rules.slice(0, place).find(({ when }) => covers(when, rule.when));
    if (!earlier) return [];
    const isSame = covers(rule.when, earlier.when);
    if (isSame && earlier.use.join() !== rule.use.join())
      return [{ severity: "error", type: "contradiction", rule: rule.id, by: earlier.id }];
    return [{ severity: "warning", type: "unreachable", rule: rule.id, by: earlier.id }];
  });
}
