import type { ReactNode, Ref } from "react";
import { cn } from "@/components/ui/cn";

interface ControlButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly isPressed?: boolean;
  /** What it opens, by its id. */
  readonly expands?: { readonly id: string; readonly isOpen: boolean };
  readonly ref?: Ref<HTMLButtonElement>;
  readonly className?: string;
}

/** 40 px to hit, an icon to see, a name to hear. */
export function ControlButton(props: ControlButtonProps) {
  const { label, onClick, children, isPressed, expands, ref, className } = props;
  return (
    <button
      ref={ref}
      type="button"
      aria-expanded={expands?.isOpen}
      aria-controls={expands?.isOpen ? expands.id : undefined}
      aria-haspopup={expands && "dialog"}
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
