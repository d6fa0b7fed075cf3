import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const TONES = {
  info: { icon: Info, style: "border-line bg-sunken", iconStyle: "text-muted" },
  good: { icon: CircleCheck, style: "border-good/40 bg-good-soft", iconStyle: "text-good" },
  fair: { icon: TriangleAlert, style: "border-fair/40 bg-fair-soft", iconStyle: "text-fair" },
  rust: { icon: TriangleAlert, style: "border-rust/40 bg-rust-soft", iconStyle: "text-rust" },
} as const;

interface NoticeProps {
  readonly tone: keyof typeof TONES;
  readonly children: ReactNode;
  /** `alert` for what has just gone wrong, `status` for news, none for what stands there from the start. */
  readonly role?: "alert" | "status";
  readonly className?: string;
}

export function Notice({ tone, children, role, className }: NoticeProps) {
  const { icon: Icon, style, iconStyle } = TONES[tone];
  return (
    <div role={role} className={cn("flex items-start gap-2 rounded border px-3 py-2", style, className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", iconStyle)} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
