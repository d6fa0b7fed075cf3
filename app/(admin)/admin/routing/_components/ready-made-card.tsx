"use client";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RoutingDesk, RoutingProvider } from "@/lib/policies/get-routing-desk";
import { DraftButton } from "./draft-button";
import { gatherProblems } from "./gather-problems";
import { ProblemList } from "./problem-list";
import { useRuleWords } from "./use-rule-words";

interface ReadyMadeCardProps {
  readonly one: RoutingDesk["readyMade"][number];
  readonly providers: readonly RoutingProvider[];
}

/** A policy to begin with: what it is for, what it says, and what of that is so on this server. */
export function ReadyMadeCard({ one: { policy, problems }, providers }: ReadyMadeCardProps) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const name = words.policy(policy.id);
  const told = gatherProblems(problems);
  const lead = `readyMade.${policy.id}.lead` as "readyMade.hybrid.lead";
  return (
    <li className="flex flex-col gap-3 rounded border bg-surface p-4">
      <div>
        <h3 className="font-semibold">{name}</h3>
        {t.has(lead) ? <p className="mt-0.5 text-muted">{t(lead)}</p> : null}
      </div>
      <dl className="grid gap-1">
        {[...policy.rules, { id: "", when: null, use: policy.otherwise }].map(({ id, when, use }) => (
          <div key={id} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-2">
            <dt className="text-muted">
              {when ? words.streams(when) : policy.rules.length > 0 ? t("everythingElse") : t("allStreams")}
            </dt>
            <dd>{words.order(use)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-auto grid gap-2 border-t pt-3">
        <h4 className="text-small font-medium text-muted">{t("hereTitle")}</h4>
        {told.length > 0 ? (
          <ProblemList policy={policy} problems={told} providers={providers} />
        ) : (
          <p className="flex items-start gap-1.5 text-small text-good">
            <CircleCheck aria-hidden className="mt-px size-3.5 shrink-0" />
            {t("hereFine")}
          </p>
        )}
      </div>
      <div>
        <DraftButton source={{ readyMade: policy.id }} aria-label={t("useAsDraftNamed", { name })}>
          {t("useAsDraft")}
        </DraftButton>
      </div>
    </li>
  );
}
