"use client";
import { ArrowDown, ArrowRight, ArrowUp, ChevronDown, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { PolicyRule, RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { ProblemList } from "../../_components/problem-list";
import { ProviderChain } from "../../_components/provider-chain";
import { useRuleWords } from "../../_components/use-rule-words";
import type { PolicyNames } from "./condition-fields";
import { ConditionRows } from "./condition-rows";
import type { Gap } from "./find-gaps";
import { GapNote } from "./gap-note";
import { ProviderOrder } from "./provider-order";

interface RuleCardProps {
  readonly rule: PolicyRule;
  readonly policy: RoutingPolicy;
  readonly place: number;
  readonly names: PolicyNames;
  readonly providers: readonly RoutingProvider[];
  readonly problems: readonly PolicyProblem[];
  readonly gaps: readonly Gap[];
  readonly isNew: boolean;
  readonly onChange: (rule: PolicyRule) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** A rule as a sentence, and its fields when it is opened. */
export function RuleCard(props: RuleCardProps) {
  const { rule, place, policy, providers, gaps, onChange, onMove } = props;
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const id = useId();
  const [isOpen, setOpen] = useState(props.isNew);
  const streams = words.streams(rule.when);
  return (
    <li data-rule={rule.id} className="rounded border bg-surface">
      <div className="flex items-start gap-1 py-1.5 pr-1.5 pl-1">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={`${id}-fields`}
          onClick={() => setOpen(!isOpen)}
          className="grid min-h-11 min-w-0 flex-1 grid-cols-[1.25rem_1.25rem_minmax(0,1fr)] items-start gap-x-1 gap-y-0.5 rounded px-1.5 py-1 text-left hover:bg-sunken"
        >
          <ChevronDown
            aria-hidden
            className={`mt-0.5 size-4 text-muted transition-transform duration-100 ${isOpen ? "" : "-rotate-90"}`}
          />
          <span className="figures text-muted">{place + 1}</span>
          <span className="grid min-w-0 gap-x-3 sm:grid-cols-[minmax(0,1fr)_1rem_minmax(0,1fr)]">
            <span>{streams}</span>
            <ArrowRight aria-hidden className="mt-0.5 hidden size-4 text-muted sm:block" />
            <ProviderChain use={rule.use} providers={providers} />
            <span className="col-span-full text-small break-words text-muted">
              {t("ruleNamed", { rule: rule.id })}
            </span>
          </span>
        </button>
        <span className="flex shrink-0">
          <Button
            tone="quiet"
            size="icon"
            disabled={place === 0}
            onClick={() => onMove(-1)}
            aria-label={t("moveUp", { rule: rule.id })}
            data-move="-1"
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            tone="quiet"
            size="icon"
            disabled={place === policy.rules.length - 1}
            onClick={() => onMove(1)}
            aria-label={t("moveDown", { rule: rule.id })}
            data-move="1"
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button
            tone="quiet"
            size="icon"
            onClick={props.onRemove}
            aria-label={t("removeRuleNamed", { rule: rule.id })}
          >
            <Trash2 aria-hidden />
          </Button>
        </span>
      </div>
      <div className="px-4 pb-2 empty:hidden sm:pl-14">
        <ProblemList policy={policy} problems={props.problems} providers={providers} />
      </div>
      {gaps.length > 0 && !isOpen ? (
        <div className="px-4 pb-2 sm:pl-14">
          <GapNote gap={gaps[0]} />
        </div>
      ) : null}
      {isOpen ? (
        <div id={`${id}-fields`} className="grid gap-5 border-t px-4 py-4">
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium">{t("streamsOf")}</legend>
            <ConditionRows
              rule={rule}
              names={props.names}
              gaps={gaps}
              onChange={(when) => onChange({ ...rule, when })}
            />
          </fieldset>
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium">{t("goTo")}</legend>
            <ProviderOrder
              name={rule.id}
              use={rule.use}
              providers={providers}
              onChange={(use) => onChange({ ...rule, use })}
            />
            <GapNote gap={gaps.find(({ field }) => field === "use")} />
          </fieldset>
          <Field
            label={t("ruleName")}
            hint={drawsByName(rule) ? t("ruleNameShare") : t("ruleNameHint")}
            error={gaps.some(({ field }) => field === "id") ? t("gap.name") : undefined}
          >
            {(control) => (
              <Input
                {...control}
                value={rule.id}
                maxLength={64}
                onChange={({ target }) => onChange({ ...rule, id: target.value })}
                autoComplete="off"
                className="max-w-sm"
              />
            )}
          </Field>
        </div>
      ) : null}
    </li>
  );
}

const drawsByName = ({ when }: PolicyRule): boolean =>
  when.percentOfCreators !== undefined && when.drawnAs === undefined;
