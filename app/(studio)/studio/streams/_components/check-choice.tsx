interface CheckChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isChecked?: boolean;
}

/** A yes or no with what it means. */
export function CheckChoice({ name, label, hint, isChecked = false }: CheckChoiceProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded border bg-surface px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft">
      <input type="checkbox" name={name} defaultChecked={isChecked} className="mt-1 accent-accent" />
      <span>
        <span className="block font-medium">{label}</span>
        <span className="block text-small text-muted">{hint}</span>
      </span>
    </label>
  );
}
