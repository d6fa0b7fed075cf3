import type { ReactNode } from "react";
import { cn } from "./cn";

interface PanelProps {
  readonly title: ReactNode;
  /** Heading level follows the page: 2 unless the panel stands inside another one. */
  readonly level?: 2 | 3;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled area with a hairline around it. */
export function Panel({ title, level = 2, aside, className, children }: PanelProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={cn("rounded border bg-surface", className)}>
      <header className="flex min-h-11 items-center justify-between gap-3 border-b px-4 py-2">
        <Heading className="font-semibold">{title}</Heading>
        {aside}
      </header>
      <div className="p-4">{children}</div>
    </section>
  );
}
