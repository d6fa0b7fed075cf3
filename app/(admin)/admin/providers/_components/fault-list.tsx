"use client";
import { useTranslations } from "use-intl";
import { Time } from "@/components/ui/time";
import type { ProviderState } from "@/lib/settings/list-provider-states";

/** What went wrong lately, newest first. */
export function FaultList({ faults }: { faults: ProviderState["health"]["faults"] }) {
  const t = useTranslations("providerDesk");
  if (faults.length === 0) return <p className="text-muted">{t("noFaults")}</p>;
  return (
    <details className="rounded border">
      <summary className="flex min-h-11 items-center px-3 py-2 font-medium">
        {t("faults", { count: faults.length })}
      </summary>
      <ul className="grid gap-3 border-t p-3">
        {faults.map(({ at, operation, code, sentence }) => (
          <li key={`${at}-${operation}`} className="min-w-0">
            <p className="flex flex-wrap gap-x-3 text-small text-muted">
              <Time at={at} />
              <code className="font-mono">{operation}</code>
              <span>{code}</span>
            </p>
            <p className="break-words">{sentence}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
