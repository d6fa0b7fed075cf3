import type { ComponentProps } from "react";
import { cn } from "./cn";

export const controlStyle =
  "h-9 w-full rounded border border-line-strong bg-surface px-3 text-ink placeholder:text-muted placeholder:opacity-80 aria-invalid:border-rust aria-invalid:border-2 disabled:opacity-55 pointer-coarse:h-11 pointer-coarse:text-lead";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlStyle, className)} {...props} />;
}
