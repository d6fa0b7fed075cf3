"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Table, Td } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { SwitchFigures as Figures, SwitchSide } from "@/lib/policies/get-switch-figures";
import { switchFiguresQuery } from "./switch-figures-query";

const HINTED = ["passedOver", "failed", "rebuffer"] as const;
const isHinted = (name: string): name is (typeof HINTED)[number] => HINTED.some((one) => one === name);

/** The new primary beside the old one, of the same streams' time. */
export function SwitchFigures({ initial }: { initial: Figures }) {
  const t = useTranslations("routingDesk");
  const { data, isError, dataUpdatedAt } = useQuery(switchFiguresQuery(initial));
  const rows = useFigureRows();
  const { to, from } = data;
  return (
    <div className="grid gap-2">
      <Table label={t("figuresTitle")} className="figures">
        <thead>
          <tr>
            <th scope="col" className="h-11 border-b px-4 text-small font-medium text-muted">
              <span className="sr-only">{t("figuresSide")}</span>
            </th>
            {[to, from].map((side, place) => (
              <th key={side.id} scope="col" className="h-11 border-b px-4 font-medium sm:w-1/4">
                {side.label}
                <span className="block text-small font-normal text-muted">
                  {t(place === 0 ? "newPrimary" : "oldPrimary")}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {rows.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row" className="border-b px-4 py-1.5 font-normal">
                {t(`figure.${name}`)}
                {isHinted(name) ? (
                  <span className="block text-small text-muted">{t(`figureHint.${name}`)}</span>
                ) : null}
              </th>
              {[to, from].map((side) => (
                <Td key={side.id} className="font-medium">
                  {of(side) ?? <Unknown />}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {isError ? (
        <p role="status" className="text-fair">
          {t.rich("figuresLate", { time: () => <Time at={dataUpdatedAt} /> })}
        </p>
      ) : null}
    </div>
  );
}

function useFigureRows() {
  const format = useFormatter();
  const figures = useFigures();
  const whole = (value: number) => figures.number(value, 0);
  const seconds = (ms: number | null | undefined) => (ms == null ? null : figures.seconds(ms));
  const share = (ratio: number | null | undefined) =>
    ratio == null ? null : format.number(ratio, { style: "percent", maximumFractionDigits: 1 });
  return [
    { name: "made", of: ({ made }: SwitchSide) => whole(made) },
    { name: "live", of: ({ live }: SwitchSide) => whole(live) },
    { name: "passedOver", of: ({ passedOver }: SwitchSide) => whole(passedOver) },
    { name: "failed", of: ({ failed }: SwitchSide) => whole(failed) },
    {
      name: "viewers",
      of: ({ experience }: SwitchSide) => (experience ? whole(experience.viewers) : null),
    },
    { name: "rebuffer", of: ({ experience }: SwitchSide) => share(experience?.rebufferRatio) },
    { name: "startup", of: ({ experience }: SwitchSide) => seconds(experience?.startupMs) },
    { name: "latency", of: ({ experience }: SwitchSide) => seconds(experience?.latencyMs) },
    {
      name: "faults",
      of: ({ experience }: SwitchSide) => (experience ? whole(experience.faults) : null),
    },
  ] as const;
}

function Unknown() {
  const t = useTranslations("routingDesk");
  return (
    <span title={t("unknown")}>
      <span aria-hidden>—</span>
      <span className="sr-only">{t("unknown")}</span>
    </span>
  );
}
