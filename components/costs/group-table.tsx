"use client";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Table, Td, Th } from "@/components/ui/table";
import type { MicroDollars } from "@/lib/costs/money";
import type { RankedGroups } from "@/lib/ledger/rank-groups";
import { Amount } from "./amount";
import { BasisMark } from "./basis-mark";
import { useMoney } from "./use-money";

interface GroupTableProps {
  /** Of what the rows are, e.g. "Creator". */
  readonly heading: string;
  readonly ranked: RankedGroups;
  /** Names of groups and of providers. */
  readonly nameOf: (group: string) => string;
  readonly providerName: (provider: string) => string;
  readonly totalMicros: MicroDollars;
  readonly isPartial: boolean;
  /** What falls to no group. */
  readonly unsharedMicros: number;
}

/** What each group costs, its share of the whole and how that is known; the last rows complete it to the total. */
export function GroupTable(props: GroupTableProps) {
  const { heading, ranked, nameOf, providerName, totalMicros, isPartial, unsharedMicros } = props;
  const t = useTranslations("costDesk");
  const costs = useTranslations("costs");
  const money = useMoney();
  return (
    <Table label={heading} className="figures">
      <thead>
        <tr>
          <Th>{heading}</Th>
          <Th className="text-right">{costs("amount")}</Th>
          <Th className="hidden sm:table-cell">{t("share")}</Th>
          <Th>{costs("known")}</Th>
        </tr>
      </thead>
      <tbody>
        {ranked.rows.map(({ group, amountMicros, basis, parts, isPartial: isAtLeast }) => (
          <tr key={group}>
            <Td>
              <span className="font-medium">{nameOf(group)}</span>
              {parts.length > 1 ? (
                <span className="block text-small text-muted">
                  {parts
                    .filter((part) => part.amountMicros !== null)
                    .map((part) => `${providerName(part.provider)} ${money(part.amountMicros ?? 0)}`)
                    .join(" · ")}
                </span>
              ) : null}
            </Td>
            <Td className="text-right whitespace-nowrap">
              <Amount micros={amountMicros} isPartial={isAtLeast} />
            </Td>
            <Td className="hidden sm:table-cell">
              <Share part={amountMicros ?? 0} of={totalMicros} />
            </Td>
            <Td>{amountMicros === 0 && !isAtLeast ? "—" : <BasisMark basis={basis} />}</Td>
          </tr>
        ))}
        {ranked.rest ? (
          <Closing name={t("others", { count: ranked.rest.count })}>
            <Amount micros={ranked.rest.amountMicros} />
          </Closing>
        ) : null}
        {unsharedMicros === 0 ? null : (
          <Closing name={t("unshared")} hint={unsharedMicros > 0 ? t("unsharedMore") : t("unsharedLess")}>
            {money(unsharedMicros)}
          </Closing>
        )}
        <tr className="bg-sunken font-semibold [&>td]:border-0">
          <Td>{t("total")}</Td>
          <Td className="text-right whitespace-nowrap">
            <Amount micros={totalMicros} isPartial={isPartial} />
          </Td>
          <Td className="hidden sm:table-cell" />
          <Td />
        </tr>
      </tbody>
    </Table>
  );
}

function Closing({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <tr>
      <Td>
        {name}
        {hint ? <span className="block text-small text-muted">{hint}</span> : null}
      </Td>
      <Td className="text-right whitespace-nowrap">{children}</Td>
      <Td className="hidden sm:table-cell" />
      <Td />
    </tr>
  );
}

function Share({ part, of }: { part: number; of: number }) {
  const format = useFormatter();
  const share = of > 0 ? Math.min(1, Math.max(0, part / of)) : 0;
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-2 w-24 rounded-sm bg-sunken">
        <span className="block h-2 rounded-sm bg-series-1" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="text-small text-muted">
        {format.number(share, { style: "percent", maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 })}
      </span>
    </span>
  );
}
