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

type Word = "unset" | "down" | "trying" | "silent" | "up" | "unasked";

function standingOf({ isConfigured, health }: ProviderState): [BadgeTone, Word] {
  if (!isConfigured) return ["plain", "unset"];
  if (health.state === "open") return ["rust", "down"];
  if (health.state === "half-open") return ["fair", "trying"];
  if (!health.isFresh) return ["fair", "silent"];
  // What nobody asked did not answer either.
  const wasAsked = health.calls > 0 || health.lastTest?.checks.every(({ ok }) => ok);
  return wasAsked ? ["good", "up"] : ["plain", "unasked"];
}
