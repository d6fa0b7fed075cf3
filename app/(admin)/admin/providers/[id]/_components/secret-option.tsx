"use client";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { OptionHint, OptionLabel, type OptionRowProps } from "./option-row";

/** Written and never shown again: what is stored is told by its end alone. */
export function SecretOption({ option, typed, isRemoved, error, onType, onRemove }: OptionRowProps) {
  const t = useTranslations("providerOptions");
  const [isReplacing, setReplacing] = useState(false);
  // What had the focus is gone after each step: what takes its place gets it.
  const [isTouched, setTouched] = useState(false);
  const shape = cn("content-start", option.isLong && "md:col-span-2");
  if (option.source === "stored" && !isReplacing && !error)
    return (
      <div className={cn("grid gap-1.5", shape)}>
        <p className="font-medium">
          <OptionLabel option={option} />
        </p>
        <div className="flex min-h-9 flex-wrap items-center gap-2 rounded border bg-sunken py-1 pr-1 pl-3">
          <KeyRound aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="min-w-0 flex-1">{told()}</span>
          {isRemoved ? (
            <Button size="small" tone="quiet" autoFocus={isTouched} onClick={() => onRemove(false)}>
              {t("keep")}
              <span className="sr-only">: {option.label}</span>
            </Button>
          ) : (
            <>
              <Button size="small" autoFocus={isTouched} onClick={() => setReplacing(true)}>
                {t("replace")}
                <span className="sr-only">: {option.label}</span>
              </Button>
              <Button
                size="small"
                tone="quiet"
                onClick={() => {
                  setTouched(true);
                  onRemove(true);
                }}
              >
                {t("remove")}
                <span className="sr-only">: {option.label}</span>
              </Button>
            </>
          )}
        </div>
        <p className="text-small text-muted">
          <OptionHint option={option} />
        </p>
      </div>
    );
  return (
    <Field
      label={<OptionLabel option={option} />}
      hint={<OptionHint option={option} />}
      error={error}
      className={shape}
    >
      {(control) => {
        const given = {
          ...control,
          name: option.name,
          value: typed ?? "",
          onChange: (event: { target: { value: string } }) => onType(event.target.value),
          // Whoever asked to replace it wants to type.
          autoFocus: isReplacing,
          spellCheck: false,
          className: "font-mono",
        };
        return (
          <div className="grid gap-2">
            {option.isLong ? (
              <Textarea {...given} rows={4} autoComplete="off" />
            ) : (
              <Input {...given} type="password" autoComplete="new-password" />
            )}
            {isReplacing ? (
              <Button
                size="small"
                tone="quiet"
                className="justify-self-start"
                onClick={() => {
                  setTouched(true);
                  setReplacing(false);
                  onType(undefined);
                }}
              >
                {t("keepStored")}
                <span className="sr-only">: {option.label}</span>
              </Button>
            ) : null}
          </div>
        );
      }}
    </Field>
  );

  function told() {
    if (isRemoved) return <span className="text-rust">{t("goes")}</span>;
    if (option.isUnreadable) return <span className="text-rust">{t("unreadable")}</span>;
    return option.ending === null ? t("set") : t("endsIn", { ending: option.ending });
  }
}
