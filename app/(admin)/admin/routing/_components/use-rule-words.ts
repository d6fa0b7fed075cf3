"use client";
import { useTranslations } from "use-intl";
import { sentenceCase } from "@/components/ui/sentence-case";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { RuleCondition } from "@/lib/routing/policy";
import { clockOf } from "./clock-of";
import { useCreatorName } from "./creator-names";

/** Creators who are all named in a sentence; of more, only the first of them. */
const MOST_NAMED = 3;

/** Says a policy's rules in words. */
export function useRuleWords(providers: readonly RoutingProvider[]) {
  const t = useTranslations("routingDesk");
  const tiers = useTranslations("tiers");
  const labels = useTranslations("labels");
  // What a policy names may be of yesterday, or of another installation.
  const tier = (name: string) => (tiers.has(name as never) ? tiers(name as never) : name);
  const label = (name: string) => (labels.has(name as never) ? labels(name as never) : name);
  const either = (names: readonly string[]) => names.reduce((first, second) => t("or", { first, second }));
  // Our own word: neither browsers nor Node know the lists of Haitian Creole.
  const both = (names: readonly string[]) => {
    const last = names.at(-1) ?? "";
    return names.length > 1 ? t("and", { first: names.slice(0, -1).join(", "), second: last }) : last;
  };
  const creator = useCreatorName();
  const provider = (id: string) => providers.find((one) => one.id === id)?.label ?? id;

  function creators(ids: readonly string[]): string {
    if (ids.length <= MOST_NAMED) return t("when.creatorIds", { names: either(ids.map(creator)) });
    const named = ids.slice(0, MOST_NAMED - 1).map(creator);
    return t("when.creatorIdsMore", { names: named.join(", "), count: ids.length - named.length });
  }

  function audience({ min, max }: NonNullable<RuleCondition["audience"]>): string {
    if (max === null) return t("when.audienceMin", { min });
    return min > 0 ? t("when.audienceBetween", { min, max }) : t("when.audienceMax", { max });
  }

  function time({ days, fromMinute, toMinute, timeZone }: NonNullable<RuleCondition["time"]>): string {
    return t("when.time", {
      days: days.length === 7 ? t("everyDay") : days.map((day) => t(`day.${day}`)).join(", "),
      from: clockOf(fromMinute),
      to: clockOf(toMinute),
      zone: timeZone,
    });
  }

  function conditions(when: RuleCondition): string[] {
    const { delayAtMostMs, percentOfCreators: percent } = when;
    return [
      when.tiers?.length ? t("when.tiers", { tiers: either(when.tiers.map(tier)) }) : null,
      when.labels?.length ? t("when.labels", { labels: either(when.labels.map(label)) }) : null,
      when.creatorIds?.length ? creators(when.creatorIds) : null,
      when.audience ? audience(when.audience) : null,
      delayAtMostMs === undefined ? null : t("when.delayAtMostMs", { seconds: delayAtMostMs / 1000 }),
      ...(when.features ?? []).map((one) => t(`feature.${one}`)),
      when.time ? time(when.time) : null,
      percent === undefined ? null : t("when.percentOfCreators", { percent }),
    ].filter((one) => one !== null);
  }

  return {
    provider,
    creator,
    tier,
    label,
    /** What a rule is for, to stand within a sentence; empty for all streams. */
    within: (when: RuleCondition) => conditions(when).join(" · "),
    /** Which streams a rule is for: all that it says must hold. */
    streams: (when: RuleCondition) => sentenceCase(conditions(when).join(" · ")) || t("allStreams"),
    order: (use: readonly string[]) => use.map(provider).join(`${t("then")} `),
    all: (ids: readonly string[]) => both(ids.map(provider)),
    /** Ready-made policies have names in every language; others are called as they were written. */
    policy: (id: string) =>
      t.has(`readyMade.${id}.name` as never) ? String(t(`readyMade.${id}.name` as never)) : id,
  };
}
