"use client";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import { isSame } from "@/lib/routing/is-same";
import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { saveDraftAction } from "../../actions";
import { type RuleRow, toRows } from "./edit-rows";
import { findGaps } from "./find-gaps";

/** A draft as it is being written, and as it was last stored. */
export function useDraft(id: string, stored: RoutingPolicy, found: readonly PolicyProblem[]) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  const [saved, setSaved] = useState({ policy: stored, problems: found });
  const [rows, setRows] = useState<readonly RuleRow[]>(() => toRows(stored));
  const [rest, setRest] = useState<Omit<RoutingPolicy, "rules">>(() => withoutRules(stored));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const policy: RoutingPolicy = { ...rest, rules: rows.map(({ rule }) => rule) };
  const gaps = findGaps(policy);
  const isDirty = !isSame(policy, saved.policy);

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty]);

  /** Whether it is stored as it stands; the sentence why not is in `failure`. */
  async function save(): Promise<boolean> {
    setFailure(null);
    if (!isDirty) return true;
    if (gaps.length > 0) {
      setFailure(t("gapsNote"));
      return false;
    }
    setBusy(true);
    const result = await saveDraftAction({ id, before: saved.policy, policy });
    setBusy(false);
    if (!result.ok) {
      const isTaken = result.error.fieldErrors?.before !== undefined;
      setFailure(isTaken ? t("changedMeanwhile") : errors.sentence(result.error));
      return false;
    }
    setSaved(result.data);
    toast(t("saved"));
    return true;
  }

  return {
    ...{ policy, rows, gaps, isDirty, busy, failure, save, setRows },
    problems: saved.problems,
    change: (part: Partial<Omit<RoutingPolicy, "rules">>) => setRest((before) => ({ ...before, ...part })),
  };
}

function withoutRules({ rules: _rules, ...rest }: RoutingPolicy): Omit<RoutingPolicy, "rules"> {
  return rest;
}
