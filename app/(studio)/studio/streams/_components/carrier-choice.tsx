"use client";
import { useTranslations } from "use-intl";
import { ChoiceCard } from "@/components/ui/choice-card";
import { sentenceCase } from "@/components/ui/sentence-case";
import type { Carrier } from "@/lib/streams/list-carriers";

interface CarrierChoiceProps {
  readonly carriers: readonly Carrier[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
}

/** How a stream reaches its viewers, with what each way gives and lacks. Nothing where there is no choice. */
export function CarrierChoice({ carriers, chosen, choose }: CarrierChoiceProps) {
  const t = useTranslations("carriers");
  if (carriers.length < 2) return null;
  const facts = (one: Carrier) => [
    one.delayMs < 500 ? t("delayShort") : t("delay", { seconds: one.delayMs / 1000 }),
    one.maxViewers === null ? t("viewersAny") : t("viewers", { count: one.maxViewers }),
    one.needsBrowser ? t("browser") : t("encoder"),
    one.isRecorded ? t("recorded") : t("notRecorded"),
    one.canRewind ? t("rewind") : t("noRewind"),
    ...(one.exposesAddresses ? [t("addresses")] : []),
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium">{t("label")}</legend>
      {carriers.map((one) => (
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
    </fieldset>
  );
}
