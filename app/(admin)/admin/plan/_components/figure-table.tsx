"use client";
import { useTranslations } from "use-intl";
import { useMoney } from "@/components/costs/use-money";
import { Table, Td, Th } from "@/components/ui/table";
import type { PlanView } from "@/lib/planner/get-plan";

type Cell = PlanView["figures"][number]["cells"][number];

/** Round figures to plan by, cell by cell, beside what list prices give. */
export function FigureTable({ plan }: { plan: PlanView }) {
  const t = useTranslations("planner");
  const money = useMoney();
  const labels = new Map(plan.providers.map(({ id, label }) => [id, label]));
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h2 className="font-semibold">{t("figures")}</h2>
        <p className="mt-1 max-w-prose text-muted">{t("figuresLead", { hours: plan.wish.hours })}</p>
      </div>
      <Table label={t("figures")} className="figures">
        <thead>
          <tr>
            <Th>{t("viewers")}</Th>
            {plan.providers.map(({ id, label }) => (
              <Th key={id} className="text-right">
                {label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {plan.figures.map(({ viewers, cells }) => (
            <tr key={viewers}>
              <th scope="row" className="border-b px-4 font-medium whitespace-nowrap">
                {t("figureViewers", { count: viewers })}
              </th>
              {cells.map((cell) => (
                <Td key={cell.provider} className="text-right align-top">
                  <Planned cell={cell} />
                  <span className="block text-small text-muted">
                    <span className="sr-only">{t("listed")} </span>
                    {cell.listedMicros === null ? "—" : money(cell.listedMicros)}
                  </span>
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <Table label={t("otherFigures")} className="figures">
        <thead>
          <tr>
            <Th>{t("otherFigures")}</Th>
            <Th className="text-right">{t("planned")}</Th>
            <Th className="text-right">{t("listed")}</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-b-0">
          {plan.otherFigures.map(({ id, provider, plannedMicros, listedMicros }) => (
            <tr key={id}>
              <Td>
                {t.has(`others.${id}` as never) ? t(`others.${id}` as never) : id}
                <span className="block text-small text-muted">{labels.get(provider) ?? provider}</span>
              </Td>
              <Td className="text-right font-medium whitespace-nowrap">{money(plannedMicros)}</Td>
              <Td className="text-right text-muted">
                {listedMicros === null ? t("notListed") : money(listedMicros)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Planned({ cell: { figure } }: { cell: Cell }) {
  const t = useTranslations("planner");
  const money = useMoney();
  if (figure === null) return "—";
  if (figure.type === "not-possible") return <span className="text-muted">{t("notPossible")}</span>;
  return (
    <>
      <span className="sr-only">{t("planned")} </span>
      <span className="font-medium whitespace-nowrap">{money(figure.micros)}</span>
      {figure.limit === null ? null : <span className="block text-small text-muted">{t(figure.limit)}</span>}
    </>
  );
}
