"use client";
import { useTranslations } from "use-intl";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { fallbackOf } from "./gather-problems";
import { useRuleWords } from "./use-rule-words";

/** Of creators who are gone, in a sentence. */
const MOST_IDS = 5;

/** Says what is wrong with a policy in words. */
export function useProblemWords(policy: RoutingPolicy, providers: readonly RoutingProvider[]) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const configured = new Set(providers.filter((one) => one.isConfigured).map(({ id }) => id));
  return (problem: PolicyProblem): string => {
    switch (problem.type) {
      case "unknown-provider":
        return t("problem.unknown-provider", { provider: problem.provider });
      case "not-configured":
        return t("problem.not-configured", { provider: words.provider(problem.provider) });
      case "rule-without-provider": {
        const rule = policy.rules.find(({ id }) => id === problem.rule);
        const fallback = fallbackOf(policy, configured);
        return t("problem.rule-without-provider", {
          count: rule?.use.length ?? 1,
          providers: words.all(rule?.use ?? []),
          streams: (rule && words.within(rule.when)) || t("allStreams"),
          fallback: fallback === null ? "—" : words.provider(fallback),
        });
      }
      case "unknown-tier":
      case "unknown-label":
        return t(`problem.${problem.type}`, { name: problem.name });
      case "unknown-creators": {
        const ids = problem.ids.slice(0, MOST_IDS).join(", ");
        return t("problem.unknown-creators", {
          count: problem.ids.length,
          ids: problem.ids.length > MOST_IDS ? `${ids} …` : ids,
        });
      }
      case "tier-without-provider":
        return t("problem.tier-without-provider", { tier: words.tier(problem.tier) });
      case "contradiction":
      case "unreachable":
        return t(`problem.${problem.type}`, { by: problem.by });
      case "never-holds":
        return t("problem.never-holds");
    }
  };
}
