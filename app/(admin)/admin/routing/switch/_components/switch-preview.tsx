"use client";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { SwitchPlan } from "@/lib/policies/get-switch-plan";
import { DraftButton } from "../../_components/draft-button";
import { PolicyDiff } from "../../_components/policy-diff";
import { SimulationPanel } from "../../_components/simulation-panel";
import { StepButton } from "../../_components/step-button";
import { useRuleWords } from "../../_components/use-rule-words";
import { useSimulation } from "../../_components/use-simulation";

interface SwitchPreviewProps {
  readonly plan: SwitchPlan;
  /** Whether the switch begins with it. */
  readonly isFirst: boolean;
  readonly providers: readonly RoutingProvider[];
}

/** What the first step would change, and the way to take it. */
export function SwitchPreview({ plan, isFirst, providers }: SwitchPreviewProps) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const { step, before, after } = plan;
  const rehearsal = useSimulation(after);
  const named = { from: words.provider(step.from), to: words.provider(step.to), percent: step.percent };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
      <Panel title={t(isFirst ? "switchWhat" : "switchNext")}>
        <div className="grid gap-4">
          <p className="max-w-prose">{t("switchStep", named)}</p>
          <PolicyDiff before={before} after={after} providers={providers} />
          <p className="max-w-prose text-small text-muted">{t("switchShares")}</p>
          <div className="flex flex-wrap gap-2">
            <StepButton step={step} isFirst={isFirst} isMain providers={providers} />
            <Button onClick={() => rehearsal.simulate()} disabled={rehearsal.busy} aria-busy={rehearsal.busy}>
              {t(rehearsal.busy ? "simulating" : "simulate")}
            </Button>
            <DraftButton source={{ step }}>{t("openAsDraft")}</DraftButton>
          </div>
        </div>
      </Panel>
      <SimulationPanel rehearsal={rehearsal} />
    </div>
  );
}
