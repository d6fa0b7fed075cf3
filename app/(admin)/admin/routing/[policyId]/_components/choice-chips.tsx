"use client";

interface ChoiceChipsProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: T[]) => void;
  readonly describedBy?: string | undefined;
}

/** Several of a few, each as large as a finger; kept in the order in which they are offered. */
export function ChoiceChips<T extends string>(props: ChoiceChipsProps<T>) {
  const { options, chosen, onChange } = props;
  return (
    <fieldset aria-describedby={props.describedBy} className="flex flex-wrap gap-2">
      <legend className="sr-only">{props.label}</legend>
      {options.map(({ value, label }) => (
        <label
          key={value}
          className="flex h-9 cursor-pointer items-center gap-2 rounded border border-line-strong bg-surface px-3 has-checked:border-accent has-checked:bg-accent-soft pointer-coarse:h-11"
        >
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(
                options
                  .map((one) => one.value)
                  .filter((one) => (one === value ? target.checked : chosen.includes(one))),
              )
            }
            className="accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
