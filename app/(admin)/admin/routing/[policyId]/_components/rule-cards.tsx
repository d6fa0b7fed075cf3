"use client";
import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import { gatherProblems, ruleOf } from "../../_components/gather-problems";
import type { PolicyNames } from "./condition-fields";
import { addRow, changeRow, moveItem, removeRow } from "./edit-rows";
import { RuleCard } from "./rule-card";
import type { useDraft } from "./use-draft";

interface RuleCardsProps {
  readonly draft: ReturnType<typeof useDraft>;
  readonly names: PolicyNames;
  readonly providers: readonly RoutingProvider[];
}

/** The rules in their order. Whoever moves one keeps hold of it, and hears where it went. */
export function RuleCards({ draft, names, providers }: RuleCardsProps) {
  const t = useTranslations("routingDesk");
  const list = useRef<HTMLOListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const [told, setTold] = useState("");
  const [added, setAdded] = useState<number | null>(null);
  const [held, setHeld] = useState<{ rule: string; by: -1 | 1 } | null>(null);
  const { rows, policy, setRows } = draft;
  const problems = gatherProblems(draft.problems);

  useEffect(() => {
    if (!held) return;
    const card = [...(list.current?.children ?? [])].find(
      (one) => one.getAttribute("data-rule") === held.rule,
    );
    const button = (by: number) => card?.querySelector<HTMLButtonElement>(`[data-move="${by}"]:enabled`);
    (button(held.by) ?? button(-held.by))?.focus();
    setHeld(null);
  }, [held]);

  function move(place: number, by: -1 | 1) {
    const rule = rows[place]?.rule.id;
    if (rule === undefined) return;
    setRows(moveItem(rows, place, by));
    setHeld({ rule, by });
    setTold(t("movedNow", { rule, place: place + by + 1, count: rows.length }));
  }

  function add() {
    const after = addRow(rows);
    setRows(after);
    setAdded(after.at(-1)?.key ?? null);
  }

  function remove(key: number, rule: string) {
    setRows(removeRow(rows, key));
    setTold(t("removedNow", { rule }));
    adder.current?.focus();
  }

  return (
    <section aria-labelledby="rules" className="grid gap-2">
      <div>
        <h2 id="rules" className="text-lead font-semibold">
          {t("rules")}
        </h2>
        <p className="text-muted">{rows.length > 0 ? t("rulesLead") : t("rulesNone")}</p>
      </div>
      <ol ref={list} className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {rows.map(({ key, rule }, place) => (
          <RuleCard
            key={key}
            {...{ rule, policy, place, names, providers }}
            problems={problems.filter((one) => ruleOf(one) === rule.id)}
            gaps={draft.gaps.filter((one) => one.place === place)}
            isNew={key === added}
            onChange={(after) => setRows(changeRow(rows, key, after))}
            onMove={(by) => move(place, by)}
            onRemove={() => remove(key, rule.id)}
          />
        ))}
      </ol>
      <Button ref={adder} onClick={add} className="justify-self-start">
        <Plus aria-hidden />
        {t("addRule")}
      </Button>
      <p role="status" className="sr-only">
        {told}
      </p>
    </section>
  );
}
