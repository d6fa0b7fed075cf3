import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";

/** Without what another one says already: a rule of which nothing is set up needs no word for each of its providers. */
export function gatherProblems(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  const empty = new Set(problems.flatMap((one) => (one.type === "rule-without-provider" ? one.rule : [])));
  return problems.filter((one) => one.type !== "not-configured" || one.rule === null || !empty.has(one.rule));
}

/** Which rule a problem stands by; null for the last resort's and the whole policy's. */
export function ruleOf(problem: PolicyProblem): string | null {
  return "rule" in problem ? problem.rule : null;
}

/** Who carries a stream whose rule has nobody: the first of the last resort that is set up. */
export function fallbackOf(policy: RoutingPolicy, configured: ReadonlySet<string>): string | null {
  return policy.otherwise.find((id) => configured.has(id)) ?? null;
}
