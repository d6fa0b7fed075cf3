"use client";
import { Lock } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import type { OptionRowProps } from "./option-row";

/** What the environment says: shown unless it is a secret, and changed where the server starts. */
export function FixedOption({ option, isRemoved, onRemove }: OptionRowProps) {
  const t = useTranslations("providerOptions");
  const isGiven = option.source === "environment";
  const value = option.choices.find((one) => one.value === option.value)?.label ?? option.value;
  return (
    <div className="grid content-start gap-1.5">
      <p className="font-medium">{option.label}</p>
      <p className="flex min-h-9 items-center gap-2 rounded border border-dashed bg-sunken px-3 py-1">
        <Lock aria-hidden className="size-4 shrink-0 text-muted" />
        <span className={isGiven ? "min-w-0 break-words" : "text-muted"}>
          {value ?? (isGiven ? t("notShown") : (option.fallback ?? t("notSet")))}
        </span>
      </p>
      <p className="text-small text-muted">
        {option.isFixed ? t("onlyEnvironment") : t("fromEnvironment")}{" "}
        <code className="font-mono wrap-anywhere">{option.name}</code>
        {option.hint && !isGiven ? ` · ${option.hint}` : null}
      </p>
      {option.setAt !== null && isGiven ? (
        <p className="flex flex-wrap items-center gap-2 text-small text-muted">
          {isRemoved ? t("goes") : t("beneath")}
          <Button size="small" tone="quiet" onClick={() => onRemove(!isRemoved)}>
            {isRemoved ? t("keep") : t("remove")}
            <span className="sr-only">: {option.label}</span>
          </Button>
        </p>
      ) : null}
    </div>
  );
}
