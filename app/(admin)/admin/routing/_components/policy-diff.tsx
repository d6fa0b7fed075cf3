"use client";
import { useTranslations } from "use-intl";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import { diffLists, diffPolicies, type PolicyChange } from "@/lib/routing/diff-policies";
import type { PolicyRule, RoutingPolicy } from "@/lib/routing/policy";
import { useRuleWords } from "./use-rule-words";

interface PolicyDiffProps {
  readonly before: RoutingPolicy;
  readonly after: RoutingPolicy;
  readonly providers: readonly RoutingProvider[];
}

/** What would change for streams, one line each. */
export function PolicyDiff({ before, after, providers }: PolicyDiffProps) {
  const t = useTranslations("routingDesk");
  const tell = useChangeWords(providers);
  const changes = diffPolicies(before, after);
  if (changes.length === 0) return <p className="text-muted">{t("change.none")}</p>;
  return (
    <ul className="grid gap-3">
      {changes.map((change) => {
        const { mark, now, was, more = [] } = tell(change);
        return (
          <li key={JSON.stringify(change)} className="grid gap-0.5 border-l-2 border-line-strong pl-3">
            <span className="text-small font-medium text-muted">{mark}</span>
            <span className="break-words">{now}</span>
            {was ? (
              <span className="break-words text-muted">
                {t("change.was")} <del>{was}</del>
              </span>
            ) : null}
            {more.map((sentence) => (
              <span key={sentence} className="text-small break-words text-muted">
                {sentence}
              </span>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

interface Told {
  readonly mark: string;
  readonly now: string;
  readonly was?: string;
  /** What the sentences of both leave out. */
  readonly more?: readonly string[];
}

/** Creators who are named of those that come in or leave. */
const MOST_NAMED = 20;

function useChangeWords(providers: readonly RoutingProvider[]): (change: PolicyChange) => Told {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const sentence = ({ when, use }: PolicyRule) => `${words.streams(when)} → ${words.order(use)}`;
  const others = (use: readonly string[]) => `${t("everythingElse")} → ${words.order(use)}`;
  const choices = (ids: readonly string[]) => (ids.length > 0 ? words.all(ids) : t("change.nothing"));
  const names = (ids: readonly string[]) => {
    const told = ids.slice(0, MOST_NAMED).map(words.creator).join(", ");
    const count = ids.length - MOST_NAMED;
    return count > 0 ? t("change.andMore", { names: told, count }) : told;
  };
  const creators = (before: readonly string[] = [], after: readonly string[] = []) => {
    if (before.length === 0 || after.length === 0) return [];
    const { added, removed } = diffLists(before, after);
    return [
      ...(added.length > 0 ? [t("change.creatorsIn", { names: names(added) })] : []),
      ...(removed.length > 0 ? [t("change.creatorsOut", { names: names(removed) })] : []),
    ];
  };
  return (change) => {
    switch (change.type) {
      case "rule-added":
        return { mark: t("change.added"), now: sentence(change.rule) };
      case "rule-removed":
        return { mark: t("change.removed"), now: sentence(change.rule) };
      case "rule-changed":
        return {
          mark: t("change.changed"),
          now: sentence(change.after),
          was: sentence(change.before),
          more: creators(change.before.when.creatorIds, change.after.when.creatorIds),
        };
      case "rule-moved":
        return { mark: t("change.moved"), now: t("change.movedTo", change) };
      case "last-resort-changed":
        return { mark: t("change.changed"), now: others(change.after), was: others(change.before) };
      case "choosing-changed":
        return {
          mark: t("change.changed"),
          now: t(change.isAllowed ? "change.choosingOn" : "change.choosingOff"),
        };
      case "choices-changed":
        return {
          mark: t("change.choices"),
          now: choices(change.after),
          was: choices(change.before),
        };
    }
  };
}
