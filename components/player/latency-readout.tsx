import { useFormatter, useTranslations } from "use-intl";

/** Estimated delay; unknown is a dash with its reason. */
export function LatencyReadout({ latencySec }: { latencySec: number | null }) {
  const t = useTranslations("player");
  const format = useFormatter();
  if (latencySec === null) {
    return (
      <span title={t("latencyUnknownHint")} className="truncate text-small text-white/85">
        {t("latencyUnknown")}
      </span>
    );
  }
  const digits = latencySec < 10 ? 1 : 0;
  const seconds = format.number(latencySec, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <span
      title={t("latencyHint")}
      data-latency={latencySec.toFixed(2)}
      className="figures truncate text-small"
    >
      <span className="max-sm:hidden">{t("latency", { seconds })}</span>
      <span className="sm:hidden">{t("latencyShort", { seconds })}</span>
    </span>
  );
}
