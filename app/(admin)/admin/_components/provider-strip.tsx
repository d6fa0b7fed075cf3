"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Standing } from "@/app/(admin)/admin/providers/_components/standing";
import type { ProviderState } from "@/lib/settings/list-provider-states";

/** Each provider in a glance: whether it answers, how fast, and what it carries now. */
export function ProviderStrip({ states }: { states: readonly ProviderState[] }) {
  const t = useTranslations("overview");
  return (
    <ul className="figures grid gap-px overflow-hidden rounded border bg-line sm:grid-cols-2 lg:grid-cols-4">
      {states.map((state) => (
        <li key={state.id} className="bg-surface">
          <Link
            href={`/admin/providers/${state.id}`}
            className="grid h-full content-between gap-2 px-4 py-3 hover:bg-accent-soft"
          >
            <span className="flex flex-wrap items-start justify-between gap-2">
              <span className="font-medium">{state.label}</span>
              <Standing state={state} />
            </span>
            <span className="text-small text-muted">
              {state.isConfigured ? t("carries", { count: state.streamsOnAir }) : t("notSetUp")}
              {state.health.p95Ms === null ? null : ` · ${t("answersIn", { ms: state.health.p95Ms })}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
