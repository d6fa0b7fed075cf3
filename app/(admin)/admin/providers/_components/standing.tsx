"use client";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ProviderState } from "@/lib/settings/list-provider-states";

/** Whether it is the default one, and whether it answers. */
export function Standing({ state }: { state: ProviderState }) {
  const t = useTranslations("providerDesk");
  const [tone, word] = standingOf(state);
  return (
    <span className="flex flex-wrap justify-end gap-2">
      {state.isDefault ? <Badge>{t("default")}</Badge> : null}
      <Badge tone={tone}>{t(word)}</Badge>
    </span>
  );
}

function standingOf({
  isConfigured,
  health,
}: ProviderState): [BadgeTone, "unset" | "down" | "trying" | "up"] {
  if (!isConfigured) return ["plain", "unset"];
  if (health.state === "open") return ["rust", "down"];
  return health.state === "closed" ? ["good", "up"] : ["fair", "trying"];
}
