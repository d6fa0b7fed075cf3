"use client";
import { useTranslations } from "use-intl";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";

interface ProviderChainProps {
  readonly use: readonly string[];
  readonly providers: readonly RoutingProvider[];
}

/** Providers in the order in which they are tried; who isn't set up stands back. */
export function ProviderChain({ use, providers }: ProviderChainProps) {
  const t = useTranslations("routingDesk");
  const firstSetUp = use.find((id) => providers.some((one) => one.id === id && one.isConfigured));
  return (
    <span>
      {use.map((id, place) => {
        const known = providers.find((one) => one.id === id);
        return (
          <span key={id}>
            {place > 0 ? <span className="text-muted">{t("then")} </span> : null}
            <span className={id === firstSetUp ? "font-medium" : "text-muted"}>{known?.label ?? id}</span>
            {known?.isConfigured ? null : <span className="text-small text-muted"> ({t("notSetUp")})</span>}
          </span>
        );
      })}
    </span>
  );
}
