"use client";
import { useTranslations } from "use-intl";
import type { RuleCondition } from "@/lib/routing/policy";
import { ChoiceChips } from "./choice-chips";
import type { ConditionName } from "./conditions";
import { CreatorField } from "./creator-field";
import { MOST_DELAY_MS } from "./find-gaps";
import { NumberInput } from "./number-input";
import { TimeFields } from "./time-fields";

const FEATURES = ["recording", "private", "dvr", "browser-ingest"] as const;

export interface PolicyNames {
  readonly tiers: readonly string[];
  readonly labels: readonly string[];
}

interface ConditionFieldsProps {
  readonly name: ConditionName;
  readonly when: RuleCondition;
  readonly names: PolicyNames;
  readonly isWrong: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (when: RuleCondition) => void;
}

/** The fields of one condition that a rule has. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { name, when, names, onChange, describedBy, isWrong } = props;
  const t = useTranslations("routingDesk");
  const tiers = useTranslations("tiers");
  const labels = useTranslations("labels");
  const set = (part: RuleCondition) => onChange({ ...when, ...part });
  const label = t(`condition.${name}`);
  switch (name) {
    case "tiers":
      return (
        <ChoiceChips
          {...{ label, describedBy }}
          options={withStrangers(names.tiers, when.tiers, (one) => tiers(one as "free"))}
          chosen={when.tiers ?? []}
          onChange={(chosen) => set({ tiers: chosen })}
        />
      );
    case "labels":
      return (
        <ChoiceChips
          {...{ label, describedBy }}
          options={withStrangers(names.labels, when.labels, (one) => labels(one as "other"))}
          chosen={when.labels ?? []}
          onChange={(chosen) => set({ labels: chosen })}
        />
      );
    case "features":
      return (
        <ChoiceChips
          {...{ label, describedBy }}
          options={FEATURES.map((value) => ({ value, label: t(`feature.${value}`) }))}
          chosen={when.features ?? []}
          onChange={(features) => set({ features })}
        />
      );
    case "audience": {
      const { min, max } = when.audience ?? { min: 0, max: null };
      return (
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          <NumberInput
            {...{ isWrong, describedBy }}
            label={t("audienceFrom")}
            placeholder="0"
            min={0}
            value={min === 0 ? null : min}
            onChange={(value) => set({ audience: { min: value ?? 0, max } })}
          />
          <NumberInput
            {...{ isWrong, describedBy }}
            label={t("audienceTo")}
            placeholder={t("audienceAny")}
            min={0}
            value={max}
            onChange={(value) => set({ audience: { min, max: value } })}
          />
        </div>
      );
    }
    case "delayAtMostMs":
      return (
        <NumberInput
          {...{ isWrong, describedBy }}
          label={t("audienceTo")}
          unit={t("secondsUnit")}
          min={0.1}
          max={MOST_DELAY_MS / 1000}
          step={0.1}
          value={(when.delayAtMostMs ?? 0) / 1000}
          onChange={(value) => set({ delayAtMostMs: Math.round((value ?? Number.NaN) * 1000) })}
        />
      );
    case "percentOfCreators":
      return (
        <NumberInput
          {...{ isWrong, describedBy }}
          label={label}
          isLabelHidden
          unit="%"
          min={0}
          max={100}
          value={when.percentOfCreators ?? null}
          onChange={(value) => set({ percentOfCreators: value ?? Number.NaN })}
        />
      );
    case "time":
      return when.time ? (
        <TimeFields time={when.time} onChange={(time) => set({ time })} describedBy={describedBy} />
      ) : null;
    case "creatorIds":
      return (
        <CreatorField
          {...{ isWrong, describedBy }}
          chosen={when.creatorIds ?? []}
          onChange={(creatorIds) => set({ creatorIds })}
        />
      );
  }
}

/** A policy may name what this installation does not know: it can be seen, and unticked. */
function withStrangers(
  known: readonly string[],
  chosen: readonly string[] | undefined,
  say: (name: string) => string,
) {
  const strangers = (chosen ?? []).filter((one) => !known.includes(one));
  return [
    ...known.map((value) => ({ value, label: say(value) })),
    ...strangers.map((value) => ({ value, label: value })),
  ];
}
