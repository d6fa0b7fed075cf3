"use client";
import { useTranslations } from "use-intl";
import { ChoiceCard } from "@/components/ui/choice-card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import type { PolicyDesk } from "@/lib/policies/get-policy-desk";
import { gatherProblems, ruleOf } from "../../_components/gather-problems";
import { ProblemList } from "../../_components/problem-list";
import { ChoiceChips } from "./choice-chips";
import type { PolicyNames } from "./condition-fields";
import { DraftPanel } from "./draft-panel";
import { GapNote } from "./gap-note";
import { ProviderOrder } from "./provider-order";
import { RuleCards } from "./rule-cards";
import { useDraft } from "./use-draft";

/** A draft: its rules, what comes after them, and beside them what it would change. */
export function PolicyEditor({ desk, names }: { desk: PolicyDesk; names: PolicyNames }) {
  const t = useTranslations("routingDesk");
  const { version, providers } = desk;
  const draft = useDraft(version.id, version.policy, desk.problems);
  const { policy, gaps, change } = draft;
  const whole = gatherProblems(draft.problems).filter((one) => ruleOf(one) === null);
  const gapOf = (field: string) => gaps.find((gap) => gap.place === null && gap.field === field);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Field label={t("nameLabel")} error={gapOf("id") ? t("gap.policyName") : undefined}>
          {(control) => (
            <Input
              {...control}
              value={policy.id}
              maxLength={64}
              onChange={({ target }) => change({ id: target.value })}
              autoComplete="off"
              className="max-w-sm"
            />
          )}
        </Field>
        <RuleCards draft={draft} names={names} providers={providers} />
        <Panel title={t("lastResort")}>
          <div className="grid gap-3">
            <p className="text-muted">{t("lastResortLead")}</p>
            <ProviderOrder
              name={t("lastResort")}
              use={policy.otherwise}
              providers={providers}
              onChange={(otherwise) => change({ otherwise })}
            />
            <GapNote gap={gapOf("otherwise")} />
            <ProblemList policy={policy} problems={whole} providers={providers} />
          </div>
        </Panel>
        <Panel title={t("creators")}>
          <div className="grid gap-4">
            <ChoiceCard
              type="checkbox"
              checked={policy.creatorsMayChoose}
              onChange={({ target }) => change({ creatorsMayChoose: target.checked })}
              label={t("mayChoose")}
              hint={t("mayChooseHint")}
            />
            <div className="grid gap-2">
              <p aria-hidden className="font-medium">
                {t("choicesLegend")}
              </p>
              <ChoiceChips
                label={t("choicesLegend")}
                options={providers.map(({ id, label }) => ({ value: id, label }))}
                chosen={policy.creatorChoices}
                onChange={(creatorChoices) => change({ creatorChoices })}
              />
            </div>
          </div>
        </Panel>
      </div>
      <DraftPanel desk={desk} draft={draft} />
    </div>
  );
}
