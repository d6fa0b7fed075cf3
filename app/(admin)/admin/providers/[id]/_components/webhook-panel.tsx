"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { ProviderDesk } from "@/lib/settings/get-provider-desk";

/** The address to paste at the provider, so that it tells of changes by itself. */
export function WebhookPanel({ webhook }: { webhook: NonNullable<ProviderDesk["webhook"]> }) {
  const t = useTranslations("providerOptions");
  return (
    <Panel title={t("webhook")}>
      <div className="grid gap-4">
        <p className="text-muted">{t("webhookLead")}</p>
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 basis-48 rounded bg-sunken px-2 py-1.5 font-mono wrap-anywhere">
            {webhook.address}
          </code>
          <CopyButton label={t("copyWebhook")} text={webhook.address} />
        </div>
        {webhook.isLocal ? <Notice tone="fair">{t("webhookLocal")}</Notice> : null}
        <ul className="grid gap-3">
          {webhook.places.map(({ label, hasSecret }) => (
            <li key={label} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2">
              {hasSecret ? (
                <CircleCheck aria-hidden className="mt-0.5 size-4 text-good" />
              ) : (
                <CircleAlert aria-hidden className="mt-0.5 size-4 text-fair" />
              )}
              <span className="min-w-0 break-words">
                {label}
                <span className="block text-small text-muted">
                  {hasSecret ? t("webhookReady") : t("webhookRefused")}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
