import type { ProviderId } from "../providers/contract";
import { compileCondition } from "./compile-condition";
import type { Because } from "./decision";
import type { PolicyRule, RoutingPolicy } from "./policy";
import type { RouteRequest } from "./route-request";

/** What the policy alone says of a request, before anything is known of the providers. */
export interface Route {
  readonly because: Because;
  /** In order of preference. */
  readonly use: readonly ProviderId[];
}

/** A policy made ready to decide in microseconds. Keep it: making it costs more than asking it. */
export interface CompiledPolicy {
  readonly route: (request: RouteRequest) => Route;
  readonly lastResort: Route;
  readonly creatorsMayChoose: boolean;
  readonly creatorChoices: ReadonlySet<ProviderId>;
}

/** Pairs of tier and label for which rules are kept sorted out; there are a few dozen. */
const MOST_PAIRS = 1_000;

interface CompiledRule {
  readonly rule: PolicyRule;
  readonly holds: (request: RouteRequest) => boolean;
  readonly route: Route;
}

/** The first rule that holds decides, and where none does the last resort. Pure but for what it remembers of tiers and labels. */
export function compilePolicy(policy: RoutingPolicy): CompiledPolicy {
  const rules = policy.rules.map((rule): CompiledRule => {
    const because = { type: "rule", rule: rule.id } as const;
    return { rule, holds: compileCondition(rule), route: { because, use: rule.use } };
  });
  const lastResort: Route = { because: { type: "default-provider" }, use: policy.otherwise };
  const rulesFor = sortOut(rules);
  return {
    route(request) {
      for (const { holds, route } of rulesFor(request)) if (holds(request)) return route;
      return lastResort;
    },
    lastResort,
    creatorsMayChoose: policy.creatorsMayChoose,
    creatorChoices: new Set(policy.creatorChoices),
  };
}

/** Most rules are for some tiers or labels: those that can't hold for a pair are asked once, not for each stream. */
function sortOut(rules: readonly CompiledRule[]): (request: RouteRequest) => readonly CompiledRule[] {
  const known = new Map<string, Map<string, readonly CompiledRule[]>>();
  let pairs = 0;
  return ({ tier, label }) => {
    const found = known.get(tier)?.get(label);
    if (found) return found;
    const possible = rules.filter(
      ({ rule: { when } }) => (when.tiers?.includes(tier) ?? true) && (when.labels?.includes(label) ?? true),
    );
    if (pairs >= MOST_PAIRS) return possible;
    const ofTier = known.get(tier) ?? new Map<string, readonly CompiledRule[]>();
    known.set(tier, ofTier.set(label, possible));
    pairs += 1;
    return possible;
  };
}
