"use client";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { setProviderOptionsAction } from "../../actions";

interface ForgetStoredProps {
  readonly state: ProviderState;
  /** Of everything that is stored. */
  readonly names: readonly string[];
}

/** Removes everything that was given here; what the environment says stays. */
export function ForgetStored({ state, names }: ForgetStoredProps) {
  const t = useTranslations("providerOptions");
  const words = useErrorWords();

  async function forget(): Promise<string | null> {
    const result = await setProviderOptionsAction({ id: state.id, set: {}, remove: [...names] });
    if (!result.ok) return words.sentence(result.error);
    toast(t("forgotten", { name: state.label }));
    return null;
  }

  return (
    <ConfirmDialog
      trigger={
        <Button size="small" tone="danger-outline">
          {t("forget")}
        </Button>
      }
      title={t("forgetTitle")}
      body={t("forgetBody", { count: state.streamsOnAir })}
      confirm={t("forget")}
      onConfirm={forget}
    />
  );
}
