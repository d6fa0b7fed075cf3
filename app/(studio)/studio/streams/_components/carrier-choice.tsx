"use client";
import { useTranslations } from "use-intl";
import { ReceiptLines } from "@/components/streams/receipt-lines";
import { ChoiceCard } from "@/components/ui/choice-card";
import { sentenceCase } from "@/components/ui/sentence-case";
import type { Carrier, StreamPlan } from "@/lib/streams/plan-stream";

interface CarrierChoiceProps {
  readonly plan: StreamPlan;
  /** Null: as the server chooses. */
  readonly chosen: string | null;
  readonly choose: (id: string | null) => void;
}

/** How a stream reaches its viewers: as the policy decides, with the reasons, or one of those it lets creators ask for. */
export function CarrierChoice({ plan, chosen, choose }: CarrierChoiceProps) {
  const t = useTranslations("carriers");
  const decision = useTranslations("decision");
  const { receipt, labels, carriers } = plan;
  const provider = receipt.chosen && (labels[receipt.chosen] ?? receipt.chosen);
  // What the server chooses anyway need not be asked for.
  const others = carriers.filter(({ id }) => id !== receipt.chosen || id === chosen);
  const viewersOf = ({ maxViewers: count, usesOwnUplink }: Carrier) => {
    if (count === null) return t("viewersAny");
    return usesOwnUplink ? t("viewersByUplink", { count }) : t("viewers", { count });
  };
  const facts = (one: Carrier) => [
    one.delayMs < 500 ? t("delayShort") : t("delay", { seconds: one.delayMs / 1000 }),
    viewersOf(one),
    t(`takes.${one.takes}`),
    one.isRecorded ? t("recorded") : t("notRecorded"),
    one.canRewind ? t("rewind") : t("noRewind"),
    ...(one.exposesAddresses ? [t("addresses")] : []),
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">{t("label")}</legend>
      <ChoiceCard
        type="radio"
        name="provider"
        value=""
        checked={chosen === null}
        onChange={() => choose(null)}
        label={t("automatic")}
        hint={provider === null ? t("automaticNone") : t("automaticNow", { provider })}
      />
      {others.map((one) => (
        <ChoiceCard
          key={one.id}
          type="radio"
          name="provider"
          value={one.id}
          checked={chosen === one.id}
          onChange={() => choose(one.id)}
          label={one.label}
          hint={sentenceCase(facts(one).join(" · "))}
        />
      ))}
      {chosen === null ? (
        <details className="rounded border bg-surface px-3 py-2 text-small">
          <summary className="cursor-pointer text-accent">
            {provider === null ? decision("none") : decision("title", { provider })}
          </summary>
          <div className="mt-2 grid gap-3" aria-live="polite">
            <ReceiptLines receipt={receipt} labels={labels} />
          </div>
        </details>
      ) : null}
    </fieldset>
  );
}
