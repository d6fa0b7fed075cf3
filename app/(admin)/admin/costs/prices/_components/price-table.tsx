"use client";
import { useTranslations } from "use-intl";
import { useDays } from "@/components/costs/use-days";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Table, Td, Th } from "@/components/ui/table";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";
import type { PriceDesk } from "@/lib/price-books/get-price-desk";
import { ChangePrice } from "./change-price";
import { usePriceWords } from "./use-price-words";

const TONES: Record<PriceEntry["confidence"], BadgeTone> = { high: "good", medium: "plain", low: "fair" };

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
              <Tiers entry={entry} />
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
              <Badge tone={TONES[entry.confidence]}>{t(`confidences.${entry.confidence}`)}</Badge>
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

function Tiers({ entry }: { entry: PriceEntry }) {
  const t = useTranslations("costDesk");
  const words = usePriceWords();
  const [first, ...rest] = entry.tiers;
  if (!first) return null;
  if (rest.length === 0) return words.amount(entry, first[1]);
  return (
    <details>
      <summary className="list-none rounded">
        {words.amount(entry, first[1])}{" "}
        <span className="text-small text-accent">{t("steps", { count: entry.tiers.length })}</span>
      </summary>
      <ul className="mt-1 text-small text-muted">
        {entry.tiers.map(([upTo, usd]) => (
          <li key={String(upTo)}>
            {words.amount(entry, usd)}, {words.reach(entry, upTo)}
          </li>
        ))}
      </ul>
    </details>
  );
}
