"use client";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import type { PlanView } from "@/lib/planner/get-plan";
import { AdviceList } from "./advice-list";
import { PLAN_FORM } from "./plan-form";

const ANSWERS = ["yes", "no", "open"] as const;

/** The questions that decide, and who comes out of them, with reasons. */
export function AdvisorPanel({ plan, budget }: { plan: PlanView; budget: string }) {
  const t = useTranslations("planner");
  const { questions } = plan.answers;
  const given = (question: (typeof plan.questions)[number]) => {
    const answer = questions[question];
    return answer === undefined ? "open" : answer ? "yes" : "no";
  };
  return (
    <Panel title={t("advisor")}>
      <p className="mb-4 text-muted">{t("advisorLead")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-3">
          <Field label={t("budget")}>
            {(control) => (
              <Input
                {...control}
                form={PLAN_FORM}
                name="budget"
                inputMode="decimal"
                defaultValue={budget}
                className="figures max-w-40"
              />
            )}
          </Field>
          <div className="grid divide-y divide-line">
            {plan.questions.map((question) => (
              <fieldset key={question} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                <legend className="float-left mr-auto min-w-48 flex-1">{t(`questions.${question}`)}</legend>
                <span className="flex gap-3">
                  {ANSWERS.map((answer) => (
                    <label
                      key={answer}
                      className="flex cursor-pointer items-center gap-1.5 pointer-coarse:h-11"
                    >
                      <input
                        type="radio"
                        form={PLAN_FORM}
                        name={`q-${question}`}
                        value={answer === "open" ? "" : answer}
                        defaultChecked={given(question) === answer}
                        className="accent-accent"
                      />
                      {t(answer)}
                    </label>
                  ))}
                </span>
              </fieldset>
            ))}
          </div>
        </div>
        <AdviceList plan={plan} />
      </div>
    </Panel>
  );
}
