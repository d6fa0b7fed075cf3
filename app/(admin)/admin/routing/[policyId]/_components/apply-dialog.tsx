"use client";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { ProblemList } from "../../_components/problem-list";
import { ReasonDialog } from "../../_components/reason-dialog";
import { useRuleWords } from "../../_components/use-rule-words";
import { applyPolicyAction } from "../../actions";

interface ApplyDialogProps {
  readonly id: string;
  readonly policy: RoutingPolicy;
  readonly problems: readonly PolicyProblem[];
  readonly providers: readonly RoutingProvider[];
  readonly trigger: ReactNode;
}

/** Lets a stored version decide from now on. One with errors is refused, with the sentences why. */
export function ApplyDialog({ id, policy, problems, providers, trigger }: ApplyDialogProps) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  const words = useRuleWords(providers);
  const router = useRouter();
  const name = words.policy(policy.id);
  const wrong = problems.filter(({ severity }) => severity === "error");
  return (
    <ReasonDialog
      trigger={trigger}
      title={t("applyTitle", { name })}
      body={wrong.length > 0 ? t("applyRefused") : t("applyBody")}
      confirm={t("apply")}
      refusal={
        wrong.length > 0 ? <ProblemList policy={policy} problems={wrong} providers={providers} /> : undefined
      }
      onConfirm={async (reason) => {
        const result = await applyPolicyAction({ id, reason });
        if (!result.ok) return errors.sentence(result.error);
        toast(t("applied", { name }));
        router.push("/admin/routing");
        return null;
      }}
    />
  );
}
