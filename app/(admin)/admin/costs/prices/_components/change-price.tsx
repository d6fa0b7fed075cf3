"use client";
import { useTranslations } from "use-intl";
import { usePriceWords } from "@/components/costs/use-price-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";
import { usePriceChange } from "./use-price-change";
import { VersionForm } from "./version-form";

const CONFIDENCES: readonly PriceEntry["confidence"][] = ["high", "medium", "low"];

/** One price, seen anew: its amounts, where and when, and how sure. */
export function ChangePrice({ entry, from }: { entry: PriceEntry; from: string }) {
  const t = useTranslations("costDesk");
  const words = usePriceWords();
  const errors = useErrorWords();
  const state = usePriceChange(from);
  const name = [words.name(entry), words.detail(entry)].filter(Boolean).join(" · ");
  return (
    <Dialog
      open={state.isOpen}
      onOpenChange={state.open}
      title={t("changeTitle")}
      description={name}
      trigger={
        <Button size="small" aria-label={t("changeNamed", { name })}>
          {t("change")}
        </Button>
      }
    >
      <VersionForm
        state={state}
        changeOf={(form) => ({
          ...{ type: "entry", id: entry.id },
          usd: entry.tiers.map((_, index) => amountOf(form.get(`usd-${index}`))),
          source: String(form.get("source") ?? ""),
          asOf: String(form.get("asOf") ?? ""),
          confidence: CONFIDENCES.find((one) => one === form.get("confidence")) ?? entry.confidence,
        })}
      >
        {entry.tiers.map(([upTo, usd], index) => (
          <Field
            key={String(upTo)}
            label={[
              t("newPrice", { unit: t(`priceUnits.${entry.unit}`, { amount: "" }).trim() }),
              entry.tiers.length > 1 ? words.reach(entry, upTo) : null,
            ]
              .filter(Boolean)
              .join(", ")}
            error={errors.field(state.failure, `change.usd.${index}`)}
          >
            {(control) => (
              <Input
                {...control}
                name={`usd-${index}`}
                inputMode="decimal"
                defaultValue={String(usd)}
                autoComplete="off"
                className="figures max-w-40"
              />
            )}
          </Field>
        ))}
        <Field
          label={t("source")}
          hint={t("sourceHint")}
          error={errors.field(state.failure, "change.source")}
        >
          {(control) => (
            <Input
              {...control}
              name="source"
              maxLength={300}
              defaultValue={entry.source}
              autoComplete="off"
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("asOf")} error={errors.field(state.failure, "change.asOf")}>
            {(control) => (
              <Input
                {...control}
                name="asOf"
                type="date"
                defaultValue={new Date().toISOString().slice(0, 10)}
              />
            )}
          </Field>
          <Field label={t("confidence")}>
            {(control) => (
              <Select {...control} name="confidence" defaultValue={entry.confidence}>
                {CONFIDENCES.map((one) => (
                  <option key={one} value={one}>
                    {t(`confidences.${one}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </VersionForm>
    </Dialog>
  );
}

/** What nobody typed is no number, so that it is refused and not taken for free. */
function amountOf(typed: FormDataEntryValue | null): number {
  const text = String(typed ?? "")
    .trim()
    .replace(",", ".");
  return text === "" ? Number.NaN : Number(text);
}
