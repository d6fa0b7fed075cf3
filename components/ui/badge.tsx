import type { ReactNode } from "react";
import { cn } from "./cn";

const TONES = {
  plain: "border-line text-muted",
  accent: "border-accent/40 bg-accent-soft text-accent",
  good: "border-good/40 bg-good-soft text-good",
  fair: "border-fair/40 bg-fair-soft text-fair",
  rust: "border-rust/40 bg-rust-soft text-rust",
  live: "border-live bg-live text-white",
} as const;

export type BadgeTone = keyof typeof TONES;

export function Badge({
  tone = "plain",
  className,
  children,
}: {
  tone?: BadgeTone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex h-6 shrink-0 items-center gap-1.5 rounded-sm border px-2 text-small font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
