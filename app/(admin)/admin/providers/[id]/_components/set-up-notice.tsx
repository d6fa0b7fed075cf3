"use client";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import type { ProviderOption } from "@/lib/settings/provider-option";

interface SetUpNoticeProps {
  readonly state: ProviderState;
  readonly options: readonly ProviderOption[];
}

/** What to know before anything is typed. */
export function SetUpNotice({ state, options }: SetUpNoticeProps) {
  const t = useTranslations("providerOptions");
  if (options.every(({ isFixed }) => isFixed)) return <p className="max-w-prose text-muted">{t("ours")}</p>;
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-muted">{t("lead")}</p>
      {options.some(({ isUnreadable }) => isUnreadable) ? (
        <Notice tone="rust">{t("unreadableLead")}</Notice>
      ) : null}
      {state.isConfigured ? null : <Notice tone="info">{t("unset")}</Notice>}
      {state.streamsOnAir > 0 ? (
        <Notice tone="fair">{t("onAir", { count: state.streamsOnAir })}</Notice>
      ) : null}
    </div>
  );
}
