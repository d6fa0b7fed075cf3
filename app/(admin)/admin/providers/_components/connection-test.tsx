"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ConnectionCheck } from "@/lib/providers/contract";
import { testProviderAction } from "../actions";

/** Asks the provider for each thing that is needed of it, and says what is missing. */
export function ConnectionTest({ id, label }: { id: string; label: string }) {
  const t = useTranslations("providerDesk");
  const words = useErrorWords();
  const [checks, setChecks] = useState<readonly ConnectionCheck[] | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [busy, start] = useTransition();

  function test() {
    start(async () => {
      const result = await testProviderAction({ id });
      setChecks(result.ok ? result.data : null);
      if (!result.ok) return setNote(words.sentence(result.error));
      if (result.data === null) return setNote(t("noTest"));
      setNote(t("tested", { count: result.data.filter(({ ok }) => !ok).length }));
    });
  }

  return (
    <div className="grid justify-items-start gap-3">
      <Button size="small" onClick={test} disabled={busy} aria-label={t("testNamed", { name: label })}>
        {busy ? t("testing") : t("test")}
      </Button>
      <p role="status" className={note ? "" : "sr-only"}>
        {note}
      </p>
      {checks && checks.length > 0 ? (
        <ul className="grid gap-2">
          {checks.map(({ check, ok, problem }) => (
            <li key={check} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2">
              {ok ? (
                <CircleCheck role="img" aria-label={t("fine")} className="mt-0.5 size-4 text-good" />
              ) : (
                <CircleAlert role="img" aria-label={t("missing")} className="mt-0.5 size-4 text-rust" />
              )}
              <span className="min-w-0 break-words">
                <code className="font-mono">{check}</code>
                {problem ? <span className="block text-muted">{problem}</span> : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
