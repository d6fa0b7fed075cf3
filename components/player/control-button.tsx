import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

interface ControlButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly isPressed?: boolean;
  readonly className?: string;
}

/** 40 px to hit, an icon to see, a name to hear. */
export function ControlButton({ label, onClick, children, isPressed, className }: ControlButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isPressed}
      title={label}
      onClick={onClick}
      className={cn(
        "grid size-10 shrink-0 place-items-center rounded-sm text-white hover:bg-white/15",
        "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-white",
        className,
      )}
    >
      {children}
    </button>
  );
}
