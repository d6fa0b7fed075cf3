"use client";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import type { ProviderOption } from "@/lib/settings/provider-option";
import { FixedOption } from "./fixed-option";
import { SecretOption } from "./secret-option";

export interface OptionRowProps {
  readonly option: ProviderOption;
  /** What was typed; undefined while it was not touched. */
  readonly typed: string | undefined;
  /** Its stored value goes when the form is saved. */
  readonly isRemoved: boolean;
  /** A whole sentence. */
  readonly error: string | undefined;
  /** Undefined takes back what was typed. */
  readonly onType: (value: string | undefined) => void;
  readonly onRemove: (isRemoved: boolean) => void;
}

/** One option: what holds, who says so, and the way to another value. */
export function OptionRow(props: OptionRowProps) {
  const { option, typed, error, onType } = props;
  const t = useTranslations("providerOptions");
  if (option.isFixed || option.source === "environment") return <FixedOption {...props} />;
  if (option.kind === "secret") return <SecretOption {...props} />;
  const value = typed ?? option.value ?? "";
  return (
    <Field
      label={<OptionLabel option={option} />}
      hint={<OptionHint option={option} />}
      error={error}
      className={cn("content-start", option.isLong && "md:col-span-2")}
    >
      {(control) =>
        option.kind === "choice" ? (
          <Select
            {...control}
            name={option.name}
            value={value}
            onChange={(event) => onType(event.target.value)}
          >
            <option value="">{defaultWord(option, t)}</option>
            {option.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            name={option.name}
            value={value}
            onChange={(event) => onType(event.target.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
          />
        )
      }
    </Field>
  );
}

export function OptionLabel({ option }: { option: ProviderOption }) {
  const t = useTranslations("providerOptions");
  return (
    <>
      {option.label}
      {option.isRequired ? <span className="font-normal text-muted"> · {t("needed")}</span> : null}
    </>
  );
}

/** Since when it is stored, then what it looks like. */
export function OptionHint({ option: { source, setAt, hint } }: { option: ProviderOption }) {
  const t = useTranslations("providerOptions");
  if (source !== "stored" || setAt === null) return hint;
  return (
    <>
      {t("stored")} <Time at={setAt} />
      {hint ? ` · ${hint}` : null}
    </>
  );
}

function defaultWord(
  { fallback, choices }: ProviderOption,
  t: ReturnType<typeof useTranslations<"providerOptions">>,
): string {
  const word = choices.find(({ value }) => value === fallback)?.label;
  return word ? t("byDefault", { value: word }) : t("choose");
}
