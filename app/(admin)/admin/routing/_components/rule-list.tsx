"use client";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { gatherProblems, ruleOf } from "./gather-problems";
import { ProblemList } from "./problem-list";
import { ProviderChain } from "./provider-chain";
import { useRuleWords } from "./use-rule-words";

interface RuleListProps {
  readonly policy: RoutingPolicy;
  readonly providers: readonly RoutingProvider[];
  readonly problems: readonly PolicyProblem[];
}

/** A policy as sentences, from the top: the first that fits decides. */
export function RuleList({ policy, providers, problems }: RuleListProps) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const told = gatherProblems(problems);
  const by = (rule: string | null) => told.filter((one) => ruleOf(one) === rule);
  const list = (rule: string | null) => (
    <ProblemList policy={policy} problems={by(rule)} providers={providers} />
  );
  return (
    <div className="grid gap-3">
      <ol className="divide-y">
        {policy.rules.map((rule, place) => (
          <Row
            key={rule.id}
            mark={String(place + 1)}
            streams={words.streams(rule.when)}
            name={t("ruleNamed", { rule: rule.id })}
            below={list(rule.id)}
          >
            <ProviderChain use={rule.use} providers={providers} />
          </Row>
        ))}
        <Row
          mark="…"
          streams={policy.rules.length > 0 ? t("everythingElse") : t("allStreams")}
          below={list(null)}
        >
          <ProviderChain use={policy.otherwise} providers={providers} />
        </Row>
      </ol>
      <p className="text-small text-muted">
        {policy.creatorsMayChoose ? t("choosing") : t("choosingNot")}{" "}
        {policy.creatorChoices.length > 0
          ? t("choices", { providers: words.all(policy.creatorChoices) })
          : null}
      </p>
    </div>
  );
}

interface RowProps {
  readonly mark: string;
  readonly streams: string;
  readonly name?: string;
  readonly below: ReactNode;
  readonly children: ReactNode;
}

function Row({ mark, streams, name, below, children }: RowProps) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[1.5rem_minmax(0,5fr)_1.25rem_minmax(0,6fr)]">
      <span aria-hidden className="figures text-muted">
        {mark}
      </span>
      <span className="min-w-0">
        <span className="block">{streams}</span>
        {name ? <span className="block text-small break-words text-muted">{name}</span> : null}
      </span>
      <ArrowRight aria-hidden className="mt-0.5 hidden size-4 text-muted sm:block" />
      <span className="col-start-2 flex min-w-0 gap-2 sm:col-start-auto">
        <ArrowRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted sm:hidden" />
        {children}
      </span>
      <div className="col-start-2 empty:hidden sm:col-end-[-1]">{below}</div>
    </li>
  );
}
