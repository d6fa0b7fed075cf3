"use client";
import { useTranslations } from "use-intl";
import { ConfidenceMark } from "@/components/costs/confidence-mark";
import { PriceTiers } from "@/components/costs/price-tiers";
import { useDays } from "@/components/costs/use-days";
import { usePriceWords } from "@/components/costs/use-price-words";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th } from "@/components/ui/table";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";
import type { PriceDesk } from "@/lib/price-books/get-price-desk";
import { ChangePrice } from "./change-price";

interface PriceTableProps {
  readonly label: string;
  readonly entries: readonly PriceEntry[];
  readonly desk: Pick<PriceDesk, "id" | "oldEntries">;
}

/** Prices with where and when each was seen, and how sure it is. */
export function PriceTable({ label, entries, desk }: PriceTableProps) {
  const t = useTranslations("costDesk");
  const words = usePriceWords();
  const days = useDays();
  const old = new Set(desk.oldEntries);
  return (
    <Table label={label} className="figures">
      <thead>
        <tr>
          <Th>{t("entry")}</Th>
          <Th>{t("price")}</Th>
          <Th>{t("asOf")}</Th>
          <Th>{t("confidence")}</Th>
          <Th>
            <span className="sr-only">{t("change")}</span>
          </Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0">
        {entries.map((entry) => (
          <tr key={entry.id} className="align-top">
            <Td className="min-w-52">
              <span className="font-medium">{words.name(entry)}</span>
              <span className="block text-small text-muted">{words.detail(entry)}</span>
            </Td>
            <Td className="whitespace-nowrap">
              <PriceTiers entry={entry} />
            </Td>
            <Td className="max-w-72 min-w-40">
              <span className="whitespace-nowrap">
                {entry.asOf === null ? t("undated") : days.day(entry.asOf)}
              </span>
              {old.has(entry.id) ? (
                <Badge tone="fair" className="ml-2">
                  {t("oldEntry")}
                </Badge>
              ) : null}
              <span className="block text-small break-words text-muted">
                {entry.source}
                {entry.note ? `; ${entry.note}` : null}
              </span>
            </Td>
            <Td>
              <ConfidenceMark confidence={entry.confidence} />
            </Td>
            <Td className="text-right">
              <ChangePrice entry={entry} from={desk.id} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
