"use client";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import { moveItem } from "./edit-rows";

interface ProviderOrderProps {
  /** Whose order it is, for those who hear the page. */
  readonly name: string;
  readonly use: readonly string[];
  readonly providers: readonly RoutingProvider[];
  readonly onChange: (use: string[]) => void;
  readonly describedBy?: string | undefined;
}

/** Providers in the order in which they are tried. */
export function ProviderOrder({ name, use, providers, onChange, describedBy }: ProviderOrderProps) {
  const t = useTranslations("routingDesk");
  const left = providers.filter(({ id }) => !use.includes(id));
  return (
    <div className="grid gap-2">
      {use.length > 0 ? (
        <ol className="grid gap-1">
          {use.map((id, place) => {
            const known = providers.find((one) => one.id === id);
            const label = known?.label ?? id;
            return (
              <li key={id} className="flex min-h-9 items-center gap-2 rounded border bg-canvas pr-1 pl-3">
                <span aria-hidden className="figures w-4 text-muted">
                  {place + 1}
                </span>
                <span className="min-w-0 flex-1">
                  {label}
                  {known?.isConfigured ? null : (
                    <span className="text-small text-muted"> ({t("notSetUp")})</span>
                  )}
                </span>
                <Button
                  size="small"
                  tone="quiet"
                  disabled={place === 0}
                  onClick={() => onChange([...moveItem(use, place, -1)])}
                  aria-label={t("providerUp", { provider: label })}
                >
                  <ArrowUp aria-hidden />
                </Button>
                <Button
                  size="small"
                  tone="quiet"
                  disabled={place === use.length - 1}
                  onClick={() => onChange([...moveItem(use, place, 1)])}
                  aria-label={t("providerDown", { provider: label })}
                >
                  <ArrowDown aria-hidden />
                </Button>
                <Button
                  size="small"
                  tone="quiet"
                  onClick={() => onChange(use.filter((one) => one !== id))}
                  aria-label={t("removeProvider", { provider: label })}
                >
                  <X aria-hidden />
                </Button>
              </li>
            );
          })}
        </ol>
      ) : null}
      {left.length > 0 ? (
        <Select
          value=""
          onChange={({ target }) => onChange([...use, target.value])}
          aria-label={t("addProviderTo", { rule: name })}
          aria-describedby={describedBy}
          className="max-w-64"
        >
          <option value="" disabled>
            {t("addProvider")}
          </option>
          {left.map(({ id, label, isConfigured }) => (
            <option key={id} value={id}>
              {isConfigured ? label : `${label} (${t("notSetUp")})`}
            </option>
          ))}
        </Select>
      ) : null}
    </div>
  );
}
