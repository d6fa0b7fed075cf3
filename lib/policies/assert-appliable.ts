import { CONTENT_LABELS, TIERS } from "../db/schema";
import { AppError } from "../errors";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import type { RoutingPolicy } from "../routing/policy";
import { type PolicyProblem, validatePolicy } from "../routing/validate-policy";

/**
 * What is wrong with a policy on this server as it is set up now, errors first. Of the creators whom its rules name, those in
 * `creators` are there; without, nobody is missed.
 */
export function checkPolicy(
  policy: RoutingPolicy,
  creators: ReadonlySet<string> | null = null,
): readonly PolicyProblem[] {
  return validatePolicy(policy, {
    known: new Set(listProviders().map(({ id }) => id)),
    configured: new Set(listConfigured()),
    tiers: TIERS,
    labels: CONTENT_LABELS,
    creators,
  });
}

/** Refuses a policy that could not carry everybody, or contradicts itself. Throws `invalid-input`, which says why. */
export function assertAppliable(policy: RoutingPolicy): void {
  const errors = checkPolicy(policy).filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const userMessage = errors.map(sentenceOf).join(" ");
  throw new AppError("invalid-input", userMessage, { userMessage });
}

function sentenceOf(problem: PolicyProblem): string {
  if (problem.type === "unknown-provider") return `There is no provider ${problem.provider}.`;
  if (problem.type === "tier-without-provider")
    return `Nothing that is configured would carry creators of the tier ${problem.tier}.`;
  if (problem.type === "contradiction")
    return `The rules ${problem.by} and ${problem.rule} are for the same streams and send them to different providers.`;
  return `The rule is wrong: ${problem.type}.`;
}
