"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RoutingDesk } from "@/lib/policies/get-routing-desk";
import { VersionTable } from "./version-table";

/** Earlier versions beyond these are folded away. */
const SHOWN = 3;

/** What waits and what decides first, then what decided before. */
export function VersionList({ desk: { versions, providers } }: { desk: RoutingDesk }) {
  const t = useTranslations("routingDesk");
  const earlier = versions
    .filter(({ state }) => state === "retired")
    .toSorted((a, b) => (b.activatedAt ?? 0) - (a.activatedAt ?? 0));
  const ahead = versions.filter(({ state }) => state !== "retired");
  const folded = earlier.slice(SHOWN);
  return (
    <section aria-labelledby="versions" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="versions" className="text-lead font-semibold">
        {t("versions")}
      </h2>
      {versions.length > 0 ? (
        <VersionTable versions={[...ahead, ...earlier.slice(0, SHOWN)]} providers={providers} />
      ) : (
        <p className="text-muted">{t("versionsNone")}</p>
      )}
      {folded.length > 0 ? (
        <details className="group">
          <summary className="flex min-h-9 items-center gap-1 text-accent">
            <ChevronRight
              aria-hidden
              className="size-4 transition-transform duration-100 group-open:rotate-90"
            />
            {t("olderVersions", { count: folded.length })}
          </summary>
          <div className="mt-2">
            <VersionTable versions={folded} providers={providers} />
          </div>
        </details>
      ) : null}
    </section>
  );
}
