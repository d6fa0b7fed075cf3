"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { StreamView } from "@/lib/streams/stream";

const LOST = ["lost-scale", "lost-dvr", "lost-recording", "lost-addresses"] as const;

/** Who delivers the stream and the receipt of that choice. */
export function ProviderReceipt({ stream }: { stream: StreamView }) {
  const studio = useTranslations("studio");
  const t = useTranslations("decision");
  const { decision, provider } = stream;
  // A provider of tomorrow may lack what has no words here yet.
  const lost = ({ feature, reason }: { feature: string; reason: string }) => {
    const known = LOST.find((one) => one === `lost-${feature}`);
    return known ? t(known) : reason;
  };
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
        <ul className="list-disc pl-5">
          {decision.because.map((reason) => (
            <li key={reason.type}>{t(reason.type)}</li>
          ))}
          {decision.chosen === null ? <li>{t("none")}</li> : null}
        </ul>
        {decision.rejected.length > 0 ? (
          <div>
            <h4 className="text-small text-muted">{t("rejected")}</h4>
            <ul className="list-disc pl-5">
              {decision.rejected.map((rejection) => (
                <li key={rejection.provider}>
                  {rejection.provider}: {t(rejection.because.type)}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {decision.warnings.length > 0 ? (
          <div>
            <h4 className="text-small text-muted">{t("warnings")}</h4>
            <ul className="list-disc pl-5">
              {decision.warnings.map((warning) => (
                <li key={warning.feature}>{lost(warning)}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <p className="text-small text-muted">{t("decidedAt")}</p>
      </div>
    </details>
  );
}
