"use client";
import { X } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { PolicyRule, RuleCondition } from "@/lib/routing/policy";
import { ConditionFields, type PolicyNames } from "./condition-fields";
import { beginCondition, CONDITIONS, type ConditionName, hasCondition, without } from "./conditions";
import type { Gap } from "./find-gaps";
import { GapNote } from "./gap-note";

interface ConditionRowsProps {
  readonly rule: PolicyRule;
  readonly names: PolicyNames;
  readonly gaps: readonly Gap[];
  readonly onChange: (when: RuleCondition) => void;
}

/** What must hold of a stream: all of it. A condition is added when it is wanted, so that a rule stays short. */
export function ConditionRows({ rule, names, gaps, onChange }: ConditionRowsProps) {
  const t = useTranslations("routingDesk");
  const { when } = rule;
  const present = CONDITIONS.filter((name) => hasCondition(when, name));
  const absent = CONDITIONS.filter((name) => !hasCondition(when, name));
  return (
    <div className="grid gap-2">
      {present.length === 0 ? <p className="text-muted">{t("noCondition")}</p> : null}
      {present.map((name) => (
        <ConditionRow
          key={name}
          {...{ name, when, names, onChange }}
          gap={gaps.find((one) => one.field === name)}
        />
      ))}
      {absent.length > 0 ? (
        <Select
          value=""
          onChange={({ target }) => {
            const name = CONDITIONS.find((one) => one === target.value);
            const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
            if (name) onChange({ ...when, ...beginCondition(name, zone) });
          }}
          aria-label={t("addConditionTo", { rule: rule.id })}
          className="max-w-64"
        >
          <option value="" disabled>
            {t("addCondition")}
          </option>
          {absent.map((name) => (
            <option key={name} value={name}>
              {t(`condition.${name}`)}
            </option>
          ))}
        </Select>
      ) : null}
    </div>
  );
}

const HINTS = {
  delayAtMostMs: "delayHint",
  percentOfCreators: "percentHint",
  creatorIds: "creatorIdsHint",
} as const;

interface ConditionRowProps {
  readonly name: ConditionName;
  readonly when: RuleCondition;
  readonly names: PolicyNames;
  readonly gap: Gap | undefined;
  readonly onChange: (when: RuleCondition) => void;
}

function ConditionRow({ name, when, names, gap, onChange }: ConditionRowProps) {
  const t = useTranslations("routingDesk");
  const id = useId();
  const label = t(`condition.${name}`);
  const hint = name in HINTS ? HINTS[name as keyof typeof HINTS] : null;
  const described = [gap ? `${id}-gap` : null, hint ? `${id}-hint` : null].filter(Boolean).join(" ");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2 rounded border px-3 py-2">
      <div className="grid min-w-0 gap-2">
        <p className="text-small font-medium text-muted">{label}</p>
        <ConditionFields
          {...{ name, when, names, onChange }}
          isWrong={gap !== undefined}
          describedBy={described || undefined}
        />
        <GapNote gap={gap} id={`${id}-gap`} />
        {hint ? (
          <p id={`${id}-hint`} className="text-small text-muted">
            {t(hint)}
          </p>
        ) : null}
      </div>
      <Button
        size="small"
        tone="quiet"
        onClick={() => onChange(without(when, name))}
        aria-label={t("removeCondition", { condition: label })}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}
