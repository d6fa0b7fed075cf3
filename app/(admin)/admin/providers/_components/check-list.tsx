"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ConnectionCheck } from "@/lib/providers/contract";

/** What a test of the connection asked for, one by one. */
export function CheckList({ checks }: { checks: readonly ConnectionCheck[] }) {
  const t = useTranslations("providerDesk");
  return (
    <ul className="grid gap-2">
      {checks.map(({ check, ok, problem }) => (
        <li key={check} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2">
          {ok ? (
            <CircleCheck role="img" aria-label={t("fine")} className="mt-0.5 size-4 text-good" />
          ) : (
            <CircleAlert role="img" aria-label={t("missing")} className="mt-0.5 size-4 text-rust" />
          )}
          <span className="min-w-0 break-words">
            <code className="font-mono">{check}</code>
            {problem ? <span className="block text-muted">{problem}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
