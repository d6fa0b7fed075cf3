"use client";
import { useId, useState } from "react";
import { Input } from "@/components/ui/input";

interface NumberInputProps {
  readonly label: string;
  /** NaN is shown as nothing. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  /** Where what is around says it already. */
  readonly isLabelHidden?: boolean;
  readonly unit?: string;
  readonly placeholder?: string;
  readonly step?: number;
  readonly min?: number;
  readonly max?: number;
  readonly isWrong?: boolean;
  readonly describedBy?: string | undefined;
}

/** A number with its unit; null when nothing is written. What is being typed stays as it is typed. */
export function NumberInput(props: NumberInputProps) {
  const { label, value, onChange, unit, isWrong, isLabelHidden, describedBy, ...rest } = props;
  const id = useId();
  const [text, setText] = useState(value === null || Number.isNaN(value) ? "" : String(value));
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-muted"}>
        {label}
      </label>
      <Input
        {...rest}
        id={id}
        type="number"
        inputMode="decimal"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          onChange(target.value === "" ? null : Number(target.value));
        }}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={describedBy}
        className="figures w-28"
      />
      {unit ? <span className="text-muted">{unit}</span> : null}
    </div>
  );
}
