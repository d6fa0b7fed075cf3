"use client";
import { Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { useProblemWords } from "./use-problem-words";

interface ProblemListProps {
  readonly policy: RoutingPolicy;
  readonly problems: readonly PolicyProblem[];
  readonly providers: readonly RoutingProvider[];
}

/** What is wrong, one sentence each. Nothing when nothing is. */
export function ProblemList({ policy, problems, providers }: ProblemListProps) {
  const t = useTranslations("routingDesk");
  const sentence = useProblemWords(policy, providers);
  if (problems.length === 0) return null;
  return (
    <ul className="grid gap-1 text-small">
      {problems.map((problem) => {
        const isError = problem.severity === "error";
        const Icon = isError ? TriangleAlert : Info;
        return (
          <li
            key={JSON.stringify(problem)}
            className={`flex items-start gap-1.5 ${isError ? "text-rust" : "text-fair"}`}
          >
            <Icon
              role="img"
              aria-label={t(isError ? "error" : "warning")}
              className="mt-px size-3.5 shrink-0"
            />
            {sentence(problem)}
          </li>
        );
      })}
    </ul>
  );
}
