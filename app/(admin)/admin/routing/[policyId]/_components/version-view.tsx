"use client";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { PolicyDesk } from "@/lib/policies/get-policy-desk";
import { DraftButton } from "../../_components/draft-button";
import { PolicyDiff } from "../../_components/policy-diff";
import { ReasonDialog } from "../../_components/reason-dialog";
import { RuleList } from "../../_components/rule-list";
import { useRuleWords } from "../../_components/use-rule-words";
import { schedulePolicyAction } from "../../actions";
import { ApplyDialog } from "./apply-dialog";
import { ScheduleDialog } from "./schedule-dialog";

/** A version that is no draft: to be read, and what can be done with it. */
export function VersionView({ desk }: { desk: PolicyDesk }) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(desk.providers);
  const { version, providers, problems, active } = desk;
  const { id, policy, state, switchAt } = version;
  const shared = { id, policy, problems, providers };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {state === "draft" ? null : (
          <Notice tone="info">
            {t(`readOnly.${state}`)}{" "}
            {switchAt === null ? null : t.rich("scheduled", { time: () => <Time at={switchAt} exact /> })}
          </Notice>
        )}
        <Panel title={t("rules")}>
          <RuleList policy={policy} providers={providers} problems={problems} />
        </Panel>
      </div>
      <div className="grid gap-4">
        {state === "active" ? null : (
          <Panel title={t("differences")}>
            <div className="grid gap-3">
              <p className="text-muted">{t("differencesLead", { name: words.policy(active.id) })}</p>
              <PolicyDiff before={active} after={policy} providers={providers} />
            </div>
          </Panel>
        )}
        <div className="flex flex-wrap gap-2">
          {state === "scheduled" ? (
            <>
              <ApplyDialog {...shared} trigger={<Button>{t("apply")}…</Button>} />
              <ScheduleDialog {...shared} switchAt={switchAt} trigger={<Button>{t("schedule")}…</Button>} />
              <Unschedule id={id} />
            </>
          ) : null}
          <DraftButton source={{ version: id }} tone={state === "scheduled" ? "secondary" : "primary"}>
            {t("useAsDraft")}
          </DraftButton>
        </div>
      </div>
    </div>
  );
}

function Unschedule({ id }: { id: string }) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  return (
    <ReasonDialog
      trigger={<Button>{t("unschedule")}</Button>}
      title={t("unschedule")}
      body={t("unscheduleBody")}
      confirm={t("unschedule")}
      onConfirm={async (reason) => {
        const result = await schedulePolicyAction({ id, at: null, reason });
        if (!result.ok) return errors.sentence(result.error);
        toast(t("unscheduled"));
        return null;
      }}
    />
  );
}
