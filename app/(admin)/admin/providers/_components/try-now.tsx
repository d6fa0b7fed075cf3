"use client";
import { useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useErrorWords } from "@/components/ui/use-error-words";
import { tryProviderNowAction } from "../actions";

/** Ends the pause in which a provider that did not answer is left alone. */
export function TryNow({ id, label }: { id: string; label: string }) {
  const t = useTranslations("providerDesk");
  const words = useErrorWords();
  const [busy, start] = useTransition();
  const tryNow = () =>
    start(async () => {
      const result = await tryProviderNowAction({ id });
      toast(result.ok ? t("triedNow", { name: label }) : words.sentence(result.error));
    });
  return (
    <Button size="small" onClick={tryNow} disabled={busy} aria-label={t("tryNowNamed", { name: label })}>
      {t("tryNow")}
    </Button>
  );
}
