"use client";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ChoiceCard } from "@/components/ui/choice-card";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Visibility } from "@/lib/db/schema";
import type { AccessActions } from "./access-actions";

const CHOICES: readonly Visibility[] = ["public", "unlisted", "private"];

interface VisibilityChoiceProps {
  readonly streamId: string;
  readonly current: Visibility;
  readonly set: AccessActions["setVisibility"];
}

/** Choosing says what would happen; only the button makes it so. */
export function VisibilityChoice({ streamId, current, set }: VisibilityChoiceProps) {
  const t = useTranslations("access");
  const visibility = useTranslations("visibility");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [chosen, setChosen] = useState(current);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function apply() {
    setBusy(true);
    setFailure(null);
    const result = await set({ streamId, visibility: chosen });
    setBusy(false);
    if (!result.ok) return setFailure(words.sentence(result.error));
    toast(result.data.applied === "done" ? t("changed") : t("changePending"));
  }

  return (
    <fieldset className="grid gap-2" disabled={busy}>
      <legend className="sr-only">{t("panel")}</legend>
      {CHOICES.map((value) => (
        <ChoiceCard
          key={value}
          type="radio"
          name="visibility"
          value={value}
          checked={chosen === value}
          onChange={() => setChosen(value)}
          label={visibility(value)}
          hint={visibility(`${value}Hint`)}
        />
      ))}
      {failure ? (
        <Notice tone="rust" role="alert">
          {failure}
        </Notice>
      ) : null}
      {chosen === current ? null : (
        <div className="grid gap-2">
          <p className="text-small text-muted">{t(`become.${chosen}`)}</p>
          <div className="flex flex-wrap gap-2">
            <Button tone="primary" onClick={apply} aria-busy={busy}>
              {busy ? common("working") : t("change", { visibility: visibility(chosen) })}
            </Button>
            <Button onClick={() => setChosen(current)}>{common("cancel")}</Button>
          </div>
        </div>
      )}
    </fieldset>
  );
}
