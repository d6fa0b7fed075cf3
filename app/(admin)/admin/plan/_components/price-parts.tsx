"use client";
import { useFormatter, useTranslations } from "use-intl";
import { Amount } from "@/components/costs/amount";
import { ConfidenceMark } from "@/components/costs/confidence-mark";
import { PriceTiers } from "@/components/costs/price-tiers";
import { shownQuantity } from "@/components/costs/shown-quantity";
import { useDays } from "@/components/costs/use-days";
import { usePriceWords } from "@/components/costs/use-price-words";
import type { PlanView } from "@/lib/planner/get-plan";
import { usePartNotes } from "./use-part-notes";

type Row = PlanView["costs"][number];
type Line = Row["priced"]["lines"][number];

/** What a month at one provider is made of: how much of what, at which price and from where that is; their sum is the figure. */
export function PriceParts({ row, plan }: { row: Row; plan: PlanView }) {
  const t = useTranslations("planner");
  const { lines, totalMicros, unknown } = row.priced;
  const isPartial = unknown.length > 0;
  return (
    <div className="grid gap-3 text-small">
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <Part key={`${line.item}/${line.entry}`} line={line} row={row} plan={plan} />
        ))}
        <li className="flex justify-between gap-4 py-2 font-semibold">
          {t("partsSum")}
          <span>
            <Amount micros={totalMicros} isPartial={isPartial && totalMicros !== null} />
          </span>
        </li>
      </ul>
      {isPartial && totalMicros !== null ? <p className="text-muted">{t("partsUnknown")}</p> : null}
      <Assumed row={row} />
    </div>
  );
}

function Part({ line, row, plan }: { line: Line; row: Row; plan: PlanView }) {
  const t = useTranslations("planner");
  const costs = useTranslations("costs");
  const desk = useTranslations("costDesk");
  const words = usePriceWords();
  const days = useDays();
  const notesOf = usePartNotes();
  const entry = plan.entries[line.entry ?? ""];
  const value = shownQuantity(line, plan.daysInMonth);
  const isServer = line.item === "server";
  const servers = row.servers ?? 1;
  const notes = [
    ...notesOf(line, entry),
    ...(entry?.perServer && servers > 1 ? [t("note.per-server", { count: servers })] : []),
  ];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 py-2 first:pt-0">
      <span>
        <span className="font-medium">{costs(`items.${line.item}`)}</span>
        {entry ? <span className="text-muted"> {words.detail(entry)}</span> : null}
      </span>
      <span className="text-right font-medium">
        <Amount micros={line.amountMicros} />
      </span>
      <div className="col-span-full flex flex-wrap items-baseline gap-x-3">
        {value === null ? null : (
          <span>{isServer ? t("servers", { count: value }) : costs(`units.${line.unit}`, { value })}</span>
        )}
        {entry ? <PriceTiers entry={entry} /> : null}
      </div>
      {notes.length > 0 ? <p className="col-span-full">{notes.join(" ")}</p> : null}
      {entry ? (
        <p className="col-span-full break-words text-muted">
          <ConfidenceMark confidence={entry.confidence} /> {entry.source},{" "}
          {entry.asOf === null ? desk("undated") : days.day(entry.asOf)}
        </p>
      ) : null}
    </li>
  );
}

function Assumed({ row }: { row: Row }) {
  const t = useTranslations("planner");
  const format = useFormatter();
  const { assumptions } = row;
  if (assumptions.length === 0) return null;
  return (
    <div>
      <h3 className="font-medium">{t("assumptions")}</h3>
      <ul className="text-muted">
        {assumptions.map((one) => (
          <li key={one.type}>
            {one.type === "relayed"
              ? t("assumption.relayed", { share: format.number(one.share, { style: "percent" }) })
              : t(`assumption.${one.type}`, { kbps: 0, seconds: 0, mbps: 0, ...one })}
          </li>
        ))}
      </ul>
    </div>
  );
}
