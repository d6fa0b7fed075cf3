"use client";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ConnectionCheck } from "@/lib/providers/contract";
import type { ActionError } from "@/lib/server-action";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { testProviderAction } from "../actions";
import { CheckList } from "./check-list";

interface ConnectionTestProps {
  readonly id: string;
  readonly label: string;
  /** Of the options as they are; shown until another test is made here. */
  readonly last: ProviderState["health"]["lastTest"];
  /** Values that are typed and not saved yet; they are what is tested. */
  readonly draft: Readonly<Record<string, string>>;
  /** Some of them can't be used at all. */
  readonly onRefused: (error: ActionError | null) => void;
}

/** Asks the provider for each thing that is needed of it, and says what is missing. */
export function ConnectionTest({ id, label, last, draft, onRefused }: ConnectionTestProps) {
  const t = useTranslations("providerDesk");
  const words = useErrorWords();
  const [checks, setChecks] = useState<readonly ConnectionCheck[] | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const isDraft = Object.keys(draft).length > 0;
  const shown = checks ?? last?.checks ?? [];

  function test() {
    start(async () => {
      const result = await testProviderAction({ id, draft: { ...draft } });
      setChecks(result.ok ? result.data : null);
      onRefused(result.ok ? null : result.error);
      if (!result.ok) return setNote(words.sentence(result.error));
      if (result.data === null) return setNote(t("noTest"));
      setNote(t("tested", { count: result.data.filter(({ ok }) => !ok).length }));
    });
  }

  return (
    <div className="grid justify-items-start gap-3">
      <Button
        onClick={test}
        disabled={busy}
        aria-busy={busy}
        aria-label={isDraft ? undefined : t("testNamed", { name: label })}
      >
        {busy ? t("testing") : isDraft ? t("testDraft") : t("test")}
      </Button>
      <p role="status" className={note ? "" : "sr-only"}>
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
