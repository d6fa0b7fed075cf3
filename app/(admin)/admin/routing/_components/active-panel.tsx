"use client";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { RoutingDesk } from "@/lib/policies/get-routing-desk";
import { undoPolicyAction } from "../actions";
import { DraftButton } from "./draft-button";
import { ReasonDialog } from "./reason-dialog";
import { RuleList } from "./rule-list";
import { useRuleWords } from "./use-rule-words";

/** What decides now, since when, and by whose will. */
export function ActivePanel({ desk }: { desk: RoutingDesk }) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(desk.providers);
  const { policy, active, problems, providers } = desk;
  return (
    <section aria-labelledby="decides" className="rounded border bg-surface">
      <header className="flex flex-wrap items-start justify-between gap-3 border-b px-4 py-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2">
            <h2 id="decides" className="text-lead font-semibold break-words">
              {words.policy(policy.id)}
            </h2>
            <Badge tone="accent">{t("decides")}</Badge>
          </div>
          <p className="mt-0.5 text-muted">
            {active ? <Since version={active} /> : t("byDefault")}
            {active?.deed?.reason ? (
              <span className="block break-words">{t("reason", { reason: active.deed.reason })}</span>
            ) : null}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Undo desk={desk} />
          <DraftButton source="active" tone={desk.running ? "secondary" : "primary"}>
            {t("newDraft")}
          </DraftButton>
        </div>
      </header>
      <div className="p-4">
        <RuleList policy={policy} providers={providers} problems={problems} />
      </div>
    </section>
  );
}

function Since({ version }: { version: NonNullable<RoutingDesk["active"]> }) {
  const t = useTranslations("routingDesk");
  const time = () => <Time at={version.activatedAt ?? version.createdAt} />;
  const name = version.deed?.by;
  return name ? t.rich("sinceBy", { time, name }) : t.rich("since", { time });
}

function Undo({ desk: { undoTo, providers } }: { desk: RoutingDesk }) {
  const t = useTranslations("routingDesk");
  const words = useRuleWords(providers);
  const errors = useErrorWords();
  if (undoTo === null) return null;
  const name = words.policy(undoTo);
  return (
    <ReasonDialog
      trigger={<Button>{t("undo")}</Button>}
      title={t("undoTitle", { name })}
      body={t("undoBody", { name })}
      confirm={t("undo")}
      onConfirm={async (reason) => {
        const result = await undoPolicyAction({ reason });
        if (!result.ok) return errors.sentence(result.error);
        toast(t("undone", { name }));
        return null;
      }}
    />
  );
}
