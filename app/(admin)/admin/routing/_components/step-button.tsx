"use client";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { Switch } from "@/lib/routing/stage-switch";
import { switchPrimaryAction } from "../switch/actions";
import { ReasonDialog } from "./reason-dialog";
import { useRuleWords } from "./use-rule-words";

interface StepButtonProps {
  readonly step: Switch;
  readonly isFirst: boolean;
  readonly isMain: boolean;
  readonly providers: readonly RoutingProvider[];
}

/** One step of a switch, applied with a reason. */
export function StepButton({ step, isFirst, isMain, providers }: StepButtonProps) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  const words = useRuleWords(providers);
  const router = useRouter();
  const { from, to, percent } = step;
  const named = { to: words.provider(to), percent };
  const label = isFirst ? t("begin", { percent }) : percent < 100 ? t("goOn", { percent }) : t("beginWhole");
  return (
    <ReasonDialog
      trigger={<Button tone={isMain ? "primary" : "secondary"}>{label}</Button>}
      title={t("stepTitle", named)}
      body={t("stepBody")}
      confirm={label}
      onConfirm={async (reason) => {
        const result = await switchPrimaryAction({ from, to, percent, reason });
        if (!result.ok) return errors.sentence(result.error);
        toast(t("stepDone", named));
        router.push("/admin/routing");
        return null;
      }}
    />
  );
}
