import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="rounded border border-dashed border-line-strong/60 px-6 py-10">
      <h2 className="text-lead font-semibold">{title}</h2>
      <p className="mt-1 max-w-prose text-muted">{children}</p>
      {action ? <div className="mt-5">{action}</div> : null}
    </div>
  );
}
