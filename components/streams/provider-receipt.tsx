"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { StreamView } from "@/lib/streams/stream";
import { ReceiptLines } from "./receipt-lines";

/** Who delivers the stream and the receipt of that choice. */
export function ProviderReceipt({ stream }: { stream: StreamView }) {
  const studio = useTranslations("studio");
  const t = useTranslations("decision");
  const { decision, provider } = stream;
  return (
    <details className="group rounded border bg-surface">
      <summary className="flex min-h-11 items-center gap-2 px-4 py-2">
        <span className="text-muted">{studio("provider")}</span>
        <span className="font-medium">{provider.label}</span>
        <span className="ml-auto flex items-center gap-1 text-accent">
          {studio("why")}
          <ChevronRight
            aria-hidden
            className="size-4 transition-transform duration-100 group-open:rotate-90"
          />
        </span>
      </summary>
      <div className="grid gap-3 border-t p-4">
        <h3 className="font-medium">{t("title", { provider: provider.label })}</h3>
        <ReceiptLines receipt={decision} labels={stream.providerLabels} />
        <p className="text-small text-muted">{t("decidedAt")}</p>
      </div>
    </details>
  );
}
