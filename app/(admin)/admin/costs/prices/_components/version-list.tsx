"use client";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { PriceDesk } from "@/lib/price-books/get-price-desk";

/** Every version of the prices, newest first, with why it was made. */
export function VersionList({ versions }: { versions: PriceDesk["versions"] }) {
  const t = useTranslations("costDesk");
  return (
    <Panel title={t("versions")}>
      <ol className="grid divide-y divide-line">
        {versions.map(({ id, createdAt, reason }, index) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2 first:pt-0 last:pb-0">
            <span className="min-w-0 break-words">{reason ?? t("shipped")}</span>
            {index === 0 ? <Badge tone="accent">{t("inForce")}</Badge> : null}
            {createdAt === null ? null : (
              <span className="ml-auto text-small text-muted">
                <Time at={createdAt} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
