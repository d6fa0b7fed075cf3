"use client";
import { useTranslations } from "use-intl";
import type { Loss, Receipt } from "@/lib/routing/decision";

const LOST = [
  "lost-scale",
  "lost-dvr",
  "lost-recording",
  "lost-addresses",
  "lost-wish-recording",
  "lost-wish-private-replays",
  "lost-wish-dvr",
  "lost-wish-delay",
  "lost-budget-ladder",
] as const;

interface ReceiptLinesProps {
  readonly receipt: Receipt;
  /** Of every provider that the receipt speaks of. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Why this provider, why no other, and what is lost with it. */
export function ReceiptLines({ receipt, labels }: ReceiptLinesProps) {
  const t = useTranslations("decision");
  const lost = ({ feature, reason, values }: Loss) => {
    const known = LOST.find((one) => one === `lost-${feature}`);
    // A provider of tomorrow may lack what has no words here yet.
    const seconds = (ms: number | undefined) => (ms ?? 0) / 1000;
    const { typicalMs, wantedMs, height = 0 } = values ?? {};
    const told = { typical: seconds(typicalMs), wanted: seconds(wantedMs), height: String(height) };
    return known ? t(known, told) : reason;
  };
  return (
    <>
      <ul className="list-disc pl-5">
        {receipt.because.map((one) => (
          <li key={one.type}>{one.type === "rule" ? t("rule", { rule: one.rule }) : t(one.type)}</li>
        ))}
        {receipt.chosen === null ? <li>{t("none")}</li> : null}
      </ul>
      {receipt.rejected.length > 0 ? (
        <div>
          <h4 className="text-small text-muted">{t("rejected")}</h4>
          <ul className="list-disc pl-5">
            {receipt.rejected.map(({ provider, because }) => (
              <li key={provider}>
                {labels[provider] ?? provider}:{" "}
                {t(`refused.${because.type}`, { most: 0, viewers: 0, ...because })}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {receipt.warnings.length > 0 ? (
        <div>
          <h4 className="text-small text-muted">{t("warnings")}</h4>
          <ul className="list-disc pl-5">
            {receipt.warnings.map((warning) => (
              <li key={warning.feature}>{lost(warning)}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
