"use client";
import { useTransition } from "react";
import { toast } from "sonner";
import { Select } from "@/components/ui/select";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionResult } from "@/lib/server-action";

interface ChoiceCellProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly save: (value: T) => Promise<ActionResult<unknown>>;
  /** What to say when it is saved. */
  readonly done: (value: T) => string;
}

/** A choice that is saved when it is made; what went wrong puts the old one back. */
export function ChoiceCell<T extends string>({ label, value, options, save, done }: ChoiceCellProps<T>) {
  const words = useErrorWords();
  const [busy, start] = useTransition();

  function change(next: string) {
    const chosen = options.find((option) => option.value === next)?.value;
    if (chosen === undefined) return;
    start(async () => {
      const result = await save(chosen);
      toast(result.ok ? done(chosen) : words.sentence(result.error));
    });
  }

  return (
    <Select aria-label={label} value={value} disabled={busy} onChange={(event) => change(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
