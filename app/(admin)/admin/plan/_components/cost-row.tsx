"use client";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Amount } from "@/components/costs/amount";
import { useMoney } from "@/components/costs/use-money";
import { usePlanName } from "@/components/costs/use-plan-name";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Td } from "@/components/ui/table";
import type { PlanView } from "@/lib/planner/get-plan";
import { PriceParts } from "./price-parts";

type Row = PlanView["costs"][number];

interface CostRowProps {
  readonly row: Row;
  readonly plan: PlanView;
  readonly isLowest: boolean;
  /** What all viewers watch together. */
  readonly watchedHours: number;
}

/** One provider by one of its plans; its figure opens into its parts. */
export function CostRow({ row, plan, isLowest, watchedHours }: CostRowProps) {
  const money = useMoney();
  const planName = usePlanName();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { priced, totalMicros, isBestPlan } = row;
  const name = [nameOf(row, plan), row.plan && planName(row.plan)].filter(Boolean).join(", ");
  const canOpen = row.tooManyViewersFor === null && priced.lines.length > 0;
  return (
    <>
      <tr className={cn(isBestPlan || "text-muted", isOpen && "[&>td]:border-b-transparent")}>
        <Td>
          <Name row={row} plan={plan} isLowest={isLowest} />
        </Td>
        <Td className={cn("text-right whitespace-nowrap", isBestPlan && "font-medium")}>
          {canOpen ? (
            <Figure row={row} name={name} controls={id} isOpen={isOpen} onOpen={() => setOpen(!isOpen)} />
          ) : (
            "—"
          )}
        </Td>
        <Td className="hidden text-right whitespace-nowrap sm:table-cell">
          {totalMicros === null || watchedHours === 0 ? "—" : money(totalMicros / watchedHours)}
        </Td>
      </tr>
      {isOpen && canOpen ? (
        <tr id={id}>
          <Td colSpan={3} className="bg-sunken py-3">
            <PriceParts row={row} plan={plan} />
          </Td>
        </tr>
      ) : null}
    </>
  );
}

interface FigureProps {
  readonly row: Row;
  readonly name: string;
  readonly controls: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function Figure({ row, name, controls, isOpen, onOpen }: FigureProps) {
  const t = useTranslations("planner");
  const { totalMicros } = row.priced;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onOpen}
      className="-mr-2 inline-flex min-h-9 items-center gap-1 rounded px-2 hover:bg-sunken pointer-coarse:min-h-11"
    >
      <Amount micros={totalMicros} isPartial={row.totalMicros === null && totalMicros !== null} />
      <span className="sr-only"> {t("openParts", { name })}</span>
      <ChevronDown
        aria-hidden
        className={cn("size-4 text-muted transition-transform duration-100", isOpen || "-rotate-90")}
      />
    </button>
  );
}

function Name({ row, plan, isLowest }: { row: Row; plan: PlanView; isLowest: boolean }) {
  const t = useTranslations("planner");
  const costs = useTranslations("costs");
  const desk = useTranslations("costDesk");
  const planName = usePlanName();
  const provider = plan.providers.find(({ id }) => id === row.provider);
  const notes = [
    row.plan === null ? desk("noPlan") : planName(row.plan),
    row.servers !== null && row.servers > 1 ? t("servers", { count: row.servers }) : null,
    plan.requiring.includes(`${row.provider}/${row.plan}`) ? t("requires") : null,
    row.tooManyViewersFor === null ? null : t("tooMany", { count: row.tooManyViewersFor }),
    provider?.isConfigured ? null : costs("notSetUp"),
  ];
  return (
    <>
      <span className={cn(row.isBestPlan && "font-medium")}>{nameOf(row, plan)}</span>
      {isLowest ? (
        <Badge tone="accent" className="ml-2">
          {t("lowest")}
        </Badge>
      ) : null}
      <span className="block text-small text-muted">{notes.filter(Boolean).join(" · ")}</span>
    </>
  );
}

function nameOf(row: Row, { providers }: PlanView): string {
  return providers.find(({ id }) => id === row.provider)?.label ?? row.provider;
}
