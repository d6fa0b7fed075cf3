"use client";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { PolicyDesk } from "@/lib/policies/get-policy-desk";
import { PolicyDiff } from "../../_components/policy-diff";
import { SimulationPanel } from "../../_components/simulation-panel";
import { useRuleWords } from "../../_components/use-rule-words";
import { useSimulation } from "../../_components/use-simulation";
import { deleteDraftAction } from "../../actions";
import { ApplyDialog } from "./apply-dialog";
import { ScheduleDialog } from "./schedule-dialog";
import type { useDraft } from "./use-draft";

interface DraftPanelProps {
  readonly desk: PolicyDesk;
  readonly draft: ReturnType<typeof useDraft>;
}

/** What the draft would change, and what can be done with it. */
export function DraftPanel({ desk, draft }: DraftPanelProps) {
  const t = useTranslations("routingDesk");
  const common = useTranslations("common");
  const words = useRuleWords(desk.providers);
  const { policy, problems, isDirty, busy, failure } = draft;
  const rehearsal = useSimulation(policy);
  const { id, switchAt } = desk.version;
  const shared = { id, policy, problems, providers: desk.providers };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:pt-3">
      <div className="grid gap-3 bg-canvas lg:sticky lg:top-0 lg:z-10 lg:py-3">
        {failure ? (
          <Notice tone="rust" role="alert">
            {failure}
          </Notice>
        ) : null}
        <div className="grid gap-2">
          {isDirty ? <p className="text-fair">{t("unsaved")}</p> : null}
          <div className="flex flex-wrap gap-2">
            {isDirty ? (
              <Button tone="primary" onClick={draft.save} disabled={busy} aria-busy={busy}>
                {busy ? common("working") : t("save")}
              </Button>
            ) : (
              <ApplyDialog {...shared} trigger={<Button tone="primary">{t("apply")}…</Button>} />
            )}
            <Button
              onClick={() => rehearsal.simulate()}
              disabled={rehearsal.busy || draft.gaps.length > 0}
              aria-busy={rehearsal.busy}
            >
              {t(rehearsal.busy ? "simulating" : "simulate")}
            </Button>
            {isDirty ? null : (
              <ScheduleDialog {...shared} switchAt={switchAt} trigger={<Button>{t("schedule")}…</Button>} />
            )}
            <DeleteDraft id={id} />
          </div>
        </div>
      </div>
      <Panel title={t("differences")}>
        <div className="grid gap-3">
          <p className="text-muted">{t("differencesLead", { name: words.policy(desk.active.id) })}</p>
          <PolicyDiff before={desk.active} after={policy} providers={desk.providers} />
        </div>
      </Panel>
      <SimulationPanel rehearsal={rehearsal} />
    </div>
  );
}

function DeleteDraft({ id }: { id: string }) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button tone="danger-outline">{t("delete")}</Button>}
      title={t("deleteTitle")}
      body={t("deleteBody")}
      confirm={t("delete")}
      onConfirm={async () => {
        const result = await deleteDraftAction({ id });
        if (!result.ok) return errors.sentence(result.error);
        toast(t("deleted"));
        router.push("/admin/routing");
        return null;
      }}
    />
  );
}
