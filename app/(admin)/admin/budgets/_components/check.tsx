interface CheckProps {
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
  readonly className?: string;
  readonly children: string;
}

/** A box to tick, with its sentence. */
export function Check({ checked, onChange, className = "", children }: CheckProps) {
  return (
    <label className={`flex cursor-pointer items-start gap-3 ${className}`}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  );
}
