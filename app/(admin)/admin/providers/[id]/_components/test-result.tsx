"use client";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Time } from "@/components/ui/time";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { CheckList } from "../../_components/check-list";
import type { ConnectionTest } from "./use-connection-test";

interface TestResultProps {
  readonly test: ConnectionTest;
  /** Of the options as they are; shown until another test is made here. */
  readonly last: ProviderState["health"]["lastTest"];
}

/** What the last test of the connection found. */
export function TestResult({ test: { note, checks }, last }: TestResultProps) {
  const t = useTranslations("providerDesk");
  const place = useRef<HTMLDivElement>(null);
  const shown = note === null ? (last?.checks ?? []) : (checks ?? []);
  // The button stands in a bar of its own: what it brought may be out of sight.
  useEffect(() => {
    if (note) place.current?.scrollIntoView({ block: "nearest" });
  }, [note]);

  return (
    <div ref={place} className={note || last ? "grid scroll-mb-24 gap-3 border-t pt-4" : "contents"}>
      <p role="status" className={note ? "font-medium" : "sr-only"}>
        {note}
      </p>
      {note === null && last ? (
        <p className="text-muted">
          {t("testedAt")} <Time at={last.at} />
        </p>
      ) : null}
      {shown.length > 0 ? <CheckList checks={shown} /> : null}
    </div>
  );
}
