import type { ProviderId } from "../providers/contract";
import { compileCondition } from "./compile-condition";
import type { Because } from "./decision";
import type { RoutingPolicy } from "./policy";
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

/** Pure; the first rule that holds decides, and where none does the last resort. */
export function compilePolicy(policy: RoutingPolicy): CompiledPolicy {
  const rules = policy.rules.map((rule) => ({
    holds: compileCondition(rule),
    route: { because: { type: "rule", rule: rule.id }, use: rule.use } satisfies Route,
  }));
  const lastResort: Route = { because: { type: "default-provider" }, use: policy.otherwise };
  return {
    route(request) {
      for (const { holds, route } of rules) if (holds(request)) return route;
      return lastResort;
    },
    lastResort,
    creatorsMayChoose: policy.creatorsMayChoose,
    creatorChoices: new Set(policy.creatorChoices),
  };
}
