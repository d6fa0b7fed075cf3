import type { ComponentProps } from "react";

interface ChoiceCardProps extends Omit<ComponentProps<"input">, "type" | "className"> {
  /** `radio`: one of several; `checkbox`: a yes or no. */
  readonly type: "radio" | "checkbox";
  readonly label: string;
  /** What choosing it means. */
  readonly hint: string;
}

/** A choice with what it means, as large as a finger. */
export function ChoiceCard({ label, hint, ...input }: ChoiceCardProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded border bg-surface px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft">
      <input {...input} className="mt-1 accent-accent" />
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-small text-muted">{hint}</span>
      </span>
    </label>
  );
}
