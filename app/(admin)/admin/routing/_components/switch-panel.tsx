"use client";
import Link from "next/link";
import { useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { QueryProvider } from "@/components/query-provider";
import { Button, buttonStyle } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { RoutingDesk, RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { SwitchFigures as Figures } from "@/lib/policies/get-switch-figures";
import { takeBackSwitchAction } from "../switch/actions";
import { StepButton } from "./step-button";
import { StepTrack } from "./step-track";
import { SwitchFigures } from "./switch-figures";
import { nextStep, STEPS } from "./switch-steps";
import { useRuleWords } from "./use-rule-words";

interface SwitchPanelProps {
  readonly running: NonNullable<RoutingDesk["running"]>;
  readonly figures: Figures;
  readonly providers: readonly RoutingProvider[];
}

/** A switch under way, or just completed: how far, how both do, on, and back. */
export function SwitchPanel({ running, figures, providers }: SwitchPanelProps) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const { from, to, percent, sinceMs } = running;
  const named = { from: words.provider(from), to: words.provider(to) };
  const next = nextStep(percent);
  return (
    <section aria-labelledby="switch" className="rounded border border-accent/50 bg-surface">
      <header className="flex flex-wrap items-start justify-between gap-3 border-b px-4 py-3">
        <div>
          <h2 id="switch" className="text-lead font-semibold">
            {t(percent < 100 ? "running" : "runningWhole", named)}
          </h2>
          <p className="text-muted">{t.rich("began", { time: () => <Time at={sinceMs} /> })}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <GoBack name={words.policy(running.before)} reason={t("goBackReason", named)} />
          {next ? (
            <Link href="/admin/routing/switch" prefetch={false} className={buttonStyle()}>
              {t("switchPreview")}
            </Link>
          ) : null}
          {next ? (
            <StepButton step={{ from, to, percent: next }} isFirst={false} isMain providers={providers} />
          ) : null}
        </div>
      </header>
      <div className="grid gap-4 p-4">
        <StepTrack steps={STEPS} percent={percent} />
        <h3 className="font-medium">{t("figuresTitle")}</h3>
        <QueryProvider>
          <SwitchFigures initial={figures} />
        </QueryProvider>
      </div>
    </section>
  );
}

/** One click: what it does is what the button says, and it can be done again. */
function GoBack({ name, reason }: { name: string; reason: string }) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  const [busy, start] = useTransition();
  const back = () =>
    start(async () => {
      const result = await takeBackSwitchAction({ reason });
      toast(result.ok ? t("goneBack", { name }) : errors.sentence(result.error));
    });
  return (
    <Button onClick={back} disabled={busy} aria-busy={busy}>
      {t("goBack", { name })}
    </Button>
  );
}
