"use client";
import { useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { Deed } from "@/lib/audit/list-deeds";
import { DEEDS } from "./deeds";

/** Who did what, newest first. */
export function DeedPanel({ deeds }: { deeds: readonly Deed[] }) {
  const t = useTranslations("overview");
  const words = useTranslations("deeds");
  const wordsOf = (action: string) => {
    const known = DEEDS.find((one) => one === action.replace(".", "_"));
    // A deed of tomorrow may have no words here yet.
    return known ? words(known) : action;
  };
  return (
    <Panel title={t("deeds")}>
      {deeds.length === 0 ? (
        <p className="text-muted">{t("noDeeds")}</p>
      ) : (
        <ul className="grid divide-y divide-line text-small">
          {deeds.map(({ id, action, by, at, reason }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-2 py-1.5 first:pt-0 last:pb-0">
              <span className="font-medium">{by ?? t("server")}</span>
              <span>{wordsOf(action)}</span>
              <span className="ml-auto text-muted">
                <Time at={at} />
              </span>
              {reason ? <span className="w-full text-muted">“{reason}”</span> : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
