"use client";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import type { RoutingPolicy } from "@/lib/routing/policy";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { ProblemList } from "../../_components/problem-list";
import { ReasonDialog } from "../../_components/reason-dialog";
import { schedulePolicyAction } from "../../actions";
import { localMoment } from "./local-moment";

const HOUR_MS = 3_600_000;

interface ScheduleDialogProps {
  readonly id: string;
  readonly policy: RoutingPolicy;
  readonly problems: readonly PolicyProblem[];
  readonly providers: readonly RoutingProvider[];
  /** Epoch ms, where it is scheduled already. */
  readonly switchAt: number | null;
  readonly trigger: ReactNode;
}

/** Lets a stored version decide from a moment on, told in the reader's own time zone. */
export function ScheduleDialog(props: ScheduleDialogProps) {
  const t = useTranslations("routingDesk");
  const errors = useErrorWords();
  const [isPast, setPast] = useState(false);
  const wrong = props.problems.filter(({ severity }) => severity === "error");
  return (
    <ReasonDialog
      trigger={props.trigger}
      title={t("scheduleTitle")}
      body={wrong.length > 0 ? t("applyRefused") : t("scheduleBody")}
      confirm={t("schedule")}
      refusal={
        wrong.length > 0 ? (
          <ProblemList policy={props.policy} problems={wrong} providers={props.providers} />
        ) : undefined
      }
      onConfirm={async (reason, form) => {
        // A time without a zone is read in the browser's own (ECMA-262 §21.4.1.32).
        const at = Date.parse(String(form.get("at")));
        setPast(!(at > Date.now()));
        if (!(at > Date.now())) return t("schedulePast");
        const result = await schedulePolicyAction({ id: props.id, at, reason });
        if (!result.ok) return errors.sentence(result.error);
        toast(t("scheduledToast"));
        return null;
      }}
    >
      {wrong.length > 0 ? null : (
        <Field
          label={t("scheduleAt")}
          hint={t("scheduleZone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        >
          {(control) => (
            <Input
              {...control}
              name="at"
              type="datetime-local"
              required
              aria-invalid={isPast ? true : undefined}
              defaultValue={localMoment(props.switchAt ?? nextHour(Date.now()))}
              className="figures max-w-60"
            />
          )}
        </Field>
      )}
    </ReasonDialog>
  );
}

function nextHour(nowMs: number): number {
  return (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS;
}
