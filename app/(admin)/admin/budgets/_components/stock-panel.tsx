"use client";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { BudgetDesk } from "@/lib/budgets/get-budget-desk";
import { setStockGuardAction } from "../actions";

type StockView = BudgetDesk["stocks"][number];

const TONES: Record<StockView["grade"], BadgeTone> = {
  enough: "good",
  low: "fair",
  critical: "rust",
  out: "rust",
};

const FILLS: Record<StockView["grade"], string> = {
  enough: "bg-ink/60",
  low: "bg-fair",
  critical: "bg-rust",
  out: "bg-rust",
};

/** What was bought ahead, how full it is, and whether new streams may avoid it in time. */
export function StockPanel({ stocks, mayAct }: { stocks: readonly StockView[]; mayAct: boolean }) {
  const t = useTranslations("budgets");
  const words = useErrorWords();
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, start] = useTransition();

  function allow(on: boolean) {
    start(async () => {
      const result = await setStockGuardAction({ mayAct: on, reason: on ? "allowed" : "not allowed" });
      setFailure(result.ok ? null : words.sentence(result.error));
      if (result.ok) toast(t("saved"));
    });
  }

  return (
    <Panel title={t("stocks")}>
      <div className="grid gap-4">
        {stocks.length === 0 ? <p className="text-muted">{t("stocksNone")}</p> : null}
        {stocks.map((stock) => (
          <StockRow key={`${stock.provider}/${stock.what}`} stock={stock} />
        ))}
        <label className="flex cursor-pointer items-start gap-3 border-t pt-3">
          <input
            type="checkbox"
            checked={mayAct}
            disabled={busy}
            onChange={(event) => allow(event.currentTarget.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>{t("stocksMayAct")}</span>
        </label>
        {failure ? (
          <Notice tone="rust" role="alert">
            {failure}
          </Notice>
        ) : null}
      </div>
    </Panel>
  );
}

function StockRow({ stock: { label, what, used, limit, grade, daysLeft, at } }: { stock: StockView }) {
  const t = useTranslations("budgets");
  const format = useFormatter();
  const share = limit > 0 ? Math.min(1, used / limit) : 1;
  return (
    <div className="figures grid gap-1.5">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span>
          {label} <code className="font-mono text-muted">{what}</code>
        </span>
        <Badge tone={TONES[grade]}>{t(`grades.${grade}`)}</Badge>
      </p>
      <span aria-hidden className="block h-1.5 overflow-hidden rounded-sm bg-line">
        <span className={cn("block h-full", FILLS[grade])} style={{ width: `${share * 100}%` }} />
      </span>
      <p className="text-small text-muted">
        {t("stockUsed", { used: format.number(used), limit: format.number(limit) })}
        {daysLeft === null ? null : ` ${t("stockDays", { days: Math.floor(daysLeft) })}`} · <Time at={at} />
      </p>
    </div>
  );
}
