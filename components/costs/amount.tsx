"use client";
import { useTranslations } from "use-intl";
import type { MicroDollars } from "@/lib/costs/money";
import { useMoney } from "./use-money";

interface AmountProps {
  readonly micros: MicroDollars | null;
  /** Whether a part is unknown, so that it is at least so much. */
  readonly isPartial?: boolean;
}

export function Amount({ micros, isPartial = false }: AmountProps) {
  const t = useTranslations("costs");
  const desk = useTranslations("costDesk");
  const money = useMoney();
  if (micros === null) return <span className="text-muted">{t("notKnown")}</span>;
  if (!isPartial) return money(micros);
  return (
    <span title={desk("atLeastHint")}>
      <span className="font-normal text-muted">{t("atLeast")}</span> {money(micros)}
    </span>
  );
}
