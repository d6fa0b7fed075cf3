"use client";
import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { PriceChange } from "@/lib/price-books/price-change";
import type { usePriceChange } from "./use-price-change";

interface VersionFormProps {
  readonly state: ReturnType<typeof usePriceChange>;
  readonly changeOf: (form: FormData) => PriceChange;
  readonly children?: ReactNode;
}

/** What every change of prices asks for: the fields of the change, and why. */
export function VersionForm({ state, changeOf, children }: VersionFormProps) {
  const t = useTranslations("costDesk");
  const common = useTranslations("common");
  const words = useErrorWords();
  const { failure, isBusy, save } = state;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void save(changeOf(form), String(form.get("reason") ?? ""));
  }

  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      {children}
      <Field label={t("reason")} hint={t("reasonHint")} error={words.field(failure, "reason")}>
        {(control) => <Input {...control} name="reason" maxLength={500} autoComplete="off" />}
      </Field>
      {failure ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <Button
        type="submit"
        tone="primary"
        disabled={isBusy}
        aria-busy={isBusy}
        className="justify-self-start"
      >
        {isBusy ? common("working") : t("saveVersion")}
      </Button>
    </form>
  );
}
