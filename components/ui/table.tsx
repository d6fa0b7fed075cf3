import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Scrolls sideways by itself on narrow screens; reachable by keyboard then. */
export function Table({ label, className, ...props }: ComponentProps<"table"> & { label: string }) {
  return (
    <section
      aria-label={label}
      className="relative overflow-x-auto rounded border bg-surface"
      {...{ tabIndex: 0 }}
    >
      <table className={cn("w-full border-collapse text-left", className)} {...props} />
    </section>
  );
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-9 border-b px-4 text-small font-medium whitespace-nowrap text-muted", className)}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("h-12 border-b border-line px-4 py-1.5", className)} {...props} />;
}
