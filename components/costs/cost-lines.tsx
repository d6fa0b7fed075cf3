"use client";
import { useTranslations } from "use-intl";
import { Table, Td, Th } from "@/components/ui/table";
import type { CostLine } from "@/lib/costs/pricing/priced-usage";
import { BasisMark } from "./basis-mark";
import { shownQuantity } from "./shown-quantity";
import { useMoney } from "./use-money";

/** What an amount is made of, with how each part is known. */
export function CostLines({ lines, daysInMonth }: { lines: readonly CostLine[]; daysInMonth: number }) {
  const t = useTranslations("costs");
  const money = useMoney();
  return (
    <Table label={t("lines")} className="figures text-small">
      <thead>
        <tr>
          <Th>{t("line")}</Th>
          <Th className="text-right">{t("quantity")}</Th>
          <Th className="text-right">{t("amount")}</Th>
          <Th>{t("known")}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const value = shownQuantity(line, daysInMonth);
          return (
            <tr key={`${line.item}/${line.entry}`} className="last:[&>td]:border-0">
              <Td>{isShareOfServer(line) ? t("serverShare") : t(`items.${line.item}`)}</Td>
              <Td className="text-right whitespace-nowrap">
                {value === null ? "–" : t(`units.${line.unit}`, { value })}
              </Td>
              <Td className="text-right whitespace-nowrap">
                {line.amountMicros === null ? t("notKnown") : money(line.amountMicros)}
              </Td>
              <Td>
                <BasisMark basis={line.amountMicros === null ? null : line.basis} />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

/** A server's whole month is counted in servers, a share of it in nothing. */
function isShareOfServer({ item, quantity }: CostLine): boolean {
  return item === "server" && quantity === null;
}
