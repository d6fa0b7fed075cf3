"use client";
import { TriangleAlert } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Tier } from "@/lib/db/schema";
import type { ActionError } from "@/lib/server-action";
import type { LadderRung } from "@/lib/wire/stream-settings";
import { setTierSettingsAction } from "../actions";

interface LadderFormProps {
  readonly tier: Tier;
  readonly ladder: readonly LadderRung[];
  /** What can be chosen, best first, with usual bitrates. */
  readonly choices: readonly LadderRung[];
}

/** Which qualities a tier's streams have beside the original. */
export function LadderForm({ tier, ladder, choices }: LadderFormProps) {
  const t = useTranslations("tierSettings");
  const tiers = useTranslations("tiers");
  const common = useTranslations("common");
  const words = useErrorWords();
  const id = useId();
  const [chosen, setChosen] = useState(() => new Set(ladder.map(({ name }) => name)));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const rungs = choices.filter(({ name }) => chosen.has(name));
    setBusy(true);
    setFailure(null);
    const result = await setTierSettingsAction({
      tier,
      ladder: rungs.map(({ name, height }) => ({ name, height, videoKbps: Number(form.get(name)) })),
    });
    setBusy(false);
    if (result.ok) toast(t("qualitiesSaved", { tier: tiers(tier) }));
    else setFailure(result.error);
  }

  function toggle(name: string, isOn: boolean) {
    setChosen((before) => {
      const after = new Set(before);
      if (isOn) after.add(name);
      else after.delete(name);
      return after;
    });
  }

  const isWrong = failure !== null && Object.keys(failure.fieldErrors ?? {}).length > 0;
  return (
    <form onSubmit={submit} className="mt-4 grid gap-4 border-t pt-4" noValidate>
      <h3 className="font-medium">{t("qualities")}</h3>
      <p id={`${id}-hint`} className="text-small text-muted">
        {t("qualitiesHint")}
      </p>
      <fieldset aria-describedby={`${id}-hint`} className="grid gap-1">
        <legend className="sr-only">{t("qualities")}</legend>
        {choices.map(({ name, height, videoKbps }) => (
          <div key={name} className="flex min-h-11 items-center gap-3">
            <label className="flex flex-1 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                checked={chosen.has(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
                className="accent-accent"
              />
              <span className="figures">{t("lines", { lines: String(height) })}</span>
            </label>
            {chosen.has(name) ? (
              <span className="flex items-center gap-2">
                <Input
                  name={name}
                  aria-label={t("bitrateOf", { lines: String(height) })}
                  type="number"
                  min={50}
                  max={50_000}
                  step={50}
                  defaultValue={ladder.find((rung) => rung.name === name)?.videoKbps ?? videoKbps}
                  aria-invalid={isWrong ? true : undefined}
                  aria-describedby={isWrong ? `${id}-error` : undefined}
                  className="figures w-24"
                />
                <span aria-hidden className="text-small text-muted">
                  {t("kbps")}
                </span>
              </span>
            ) : null}
          </div>
        ))}
      </fieldset>
      {failure ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-rust">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {isWrong ? t("bitratesWrong") : words.sentence(failure)}
        </p>
      ) : null}
      <Button type="submit" disabled={busy} aria-busy={busy} className="justify-self-start">
        {busy ? common("working") : t("saveQualities", { tier: tiers(tier) })}
      </Button>
    </form>
  );
}
