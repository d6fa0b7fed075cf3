import { useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ConnectionCheck } from "@/lib/providers/contract";
import type { ActionError } from "@/lib/server-action";
import { testProviderAction } from "../../actions";

export interface ConnectionTest {
  readonly isBusy: boolean;
  /** What came of it, in one sentence; null before. */
  readonly note: string | null;
  readonly checks: readonly ConnectionCheck[] | null;
  /** With what is typed and not saved yet; `refused` hears what can't be used of that, or null. */
  readonly begin: (
    draft: Readonly<Record<string, string>>,
    refused: (error: ActionError | null) => void,
  ) => void;
}

/** Asks the provider for each thing that is needed of it. */
export function useConnectionTest(id: string): ConnectionTest {
  const t = useTranslations("providerDesk");
  const words = useErrorWords();
  const [checks, setChecks] = useState<readonly ConnectionCheck[] | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [isBusy, start] = useTransition();
  return {
    isBusy,
    note,
    checks,
    begin: (draft, refused) =>
      start(async () => {
        const result = await testProviderAction({ id, draft: { ...draft } });
        setChecks(result.ok ? result.data : null);
        refused(result.ok ? null : result.error);
        if (!result.ok) return setNote(words.sentence(result.error));
        if (result.data === null) return setNote(t("noTest"));
        setNote(t("tested", { count: result.data.filter(({ ok }) => !ok).length }));
      }),
  };
}
