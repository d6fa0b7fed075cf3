"use client";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import type { FeatureLoss } from "@/lib/costs/pricing/list-losses";
import type { StreamCost } from "@/lib/ledger/get-stream-cost";
import { useMoney } from "./use-money";

type Compared = StreamCost["comparisons"][number];

/** What the same would cost on each other provider, cheapest first, and what would be missed there. */
export function ComparisonList({ cost }: { cost: Pick<StreamCost, "comparisons" | "labels"> }) {
  const t = useTranslations("costs");
  const money = useMoney();
  const sorted = cost.comparisons.toSorted(
    (a, b) =>
      (a.priced.totalMicros ?? Number.POSITIVE_INFINITY) - (b.priced.totalMicros ?? Number.POSITIVE_INFINITY),
  );
  return (
    <ul className="figures grid divide-y divide-line">
      {sorted.map((one) => (
        <li key={one.provider} className="grid gap-1 py-2 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="font-medium">{cost.labels[one.provider] ?? one.provider}</span>
            {one.isConfigured ? null : <Badge>{t("notSetUp")}</Badge>}
            <span className="ml-auto font-medium">
              {one.priced.totalMicros === null ? t("notKnown") : money(one.priced.totalMicros)}
            </span>
            <span className="w-28 text-right text-small text-muted">
              <Difference one={one} />
            </span>
          </div>
          <Losses one={one} />
        </li>
      ))}
    </ul>
  );
}

function Difference({ one }: { one: Compared }) {
  const t = useTranslations("costs");
  const money = useMoney();
  const { differenceMicros } = one;
  if (differenceMicros === null) return t("notKnown");
  if (differenceMicros === 0) return t("same");
  return differenceMicros > 0
    ? t("more", { amount: money(differenceMicros) })
    : t("less", { amount: money(-differenceMicros) });
}

function Losses({ one }: { one: Compared }) {
  const t = useTranslations("costs");
  const lost = one.losses.filter(({ type }) => type !== "viewers" || one.tooManyViewersFor === null);
  const told = [
    ...(one.tooManyViewersFor === null ? [] : [t("tooMany", { count: one.tooManyViewersFor })]),
    ...lost.map((loss) => t(`losses.${loss.type}`, valuesOf(loss))),
  ];
  return (
    <p className="text-small text-muted">
      {told.length > 0 ? `${t("lost")}: ${told.join(", ")}.` : t("lostNothing")}
      {one.guessed.length > 0 ? ` ${t("guessed")}` : null}
    </p>
  );
}

/** What each sentence needs; one that needs nothing takes no notice. */
function valuesOf(loss: FeatureLoss): { from: number; to: number; kinds: string } {
  const none = { from: 0, to: 0, kinds: "" };
  if (loss.type === "dvr") return { ...none, from: loss.fromSeconds, to: loss.toSeconds };
  if (loss.type === "delay") return { ...none, from: loss.fromMs / 1000, to: loss.toMs / 1000 };
  if (loss.type === "bitrate") return { ...none, to: loss.toKbps };
  if (loss.type === "viewers") return { ...none, to: loss.toViewers };
  if (loss.type === "ingest" || loss.type === "playback")
    return { ...none, kinds: loss.kinds.join(", ").toUpperCase() };
  return none;
}
