"use client";
import { useTranslations } from "use-intl";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { TryNow } from "./try-now";

/** It is left alone for a moment, and how to end that. Nothing while it answers. */
export function PauseNotice({ state: { id, label, isConfigured, health } }: { state: ProviderState }) {
  const t = useTranslations("providerDesk");
  if (!isConfigured || health.state === "closed") return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded border border-rust/40 bg-rust-soft px-3 py-2">
      <p className="text-rust">{t("paused")}</p>
      <TryNow id={id} label={label} />
    </div>
  );
}
