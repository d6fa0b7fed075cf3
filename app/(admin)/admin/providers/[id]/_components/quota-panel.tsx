"use client";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { ProviderState } from "@/lib/settings/list-provider-states";

/** Bounds of the account, as the provider told of them: by the last test, or by a call that ran into one. */
export function QuotaPanel({ health: { lastTest, faults } }: Pick<ProviderState, "health">) {
  const t = useTranslations("providerOptions");
  const figures = useFigures();
  const format = useFormatter();
  const seen = (lastTest?.checks ?? []).flatMap(({ check, quota }) => (quota ? [{ check, ...quota }] : []));
  const met = faults.filter(({ code }) => code === "quota-exceeded" || code === "rate-limited");
  return (
    <Panel title={t("quotas")}>
      <div className="grid gap-4">
        {seen.length + met.length === 0 ? <p className="text-muted">{t("quotasNone")}</p> : null}
        {seen.map(({ check, used, limit }) => {
          const part = limit > 0 ? Math.min(1, used / limit) : 1;
          return (
            <div key={check} className="figures grid gap-1.5">
              <p className="flex flex-wrap justify-between gap-x-3">
                <code className="font-mono">{check}</code>
                <span className="text-muted">{format.number(part, { style: "percent" })}</span>
              </p>
              <span aria-hidden className="block h-1.5 overflow-hidden rounded-sm bg-line">
                <span
                  className={`block h-full ${part >= 0.9 ? "bg-rust" : "bg-ink/60"}`}
                  style={{ width: `${part * 100}%` }}
                />
              </span>
              <p className="text-small text-muted">
                {t("quotaMinutes", { used: figures.number(used, 0), limit: figures.number(limit, 0) })}
              </p>
            </div>
          );
        })}
        {met.length > 0 ? (
          <ul className="grid gap-2">
            {met.slice(0, 3).map(({ at, sentence }) => (
              <li key={at} className="min-w-0 break-words">
                {sentence}{" "}
                <span className="text-small text-muted">
                  <Time at={at} />
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  );
}
