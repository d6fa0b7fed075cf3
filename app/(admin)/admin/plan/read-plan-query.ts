import { type Answers, Answers as AnswersSchema, QUESTIONS } from "@/lib/costs/advisor/decision-framework";
import { PlanWish } from "@/lib/costs/planner/plan-wish";

export type PlanQuery = Readonly<Record<string, string | string[] | undefined>>;

/** What the form shows: as it was typed. */
export interface TypedPlan {
  readonly viewers: string;
  readonly hours: string;
  readonly quality: string;
  readonly region: string;
  readonly channels: string;
  readonly storedHours: string;
  readonly budget: string;
}

/** Fields that can't be planned with. */
export type PlanField = "viewers" | "hours" | "channels" | "storedHours" | "budget";

export interface ReadPlan {
  readonly typed: TypedPlan;
  /** Null where a field can't be planned with. */
  readonly plan: { readonly wish: PlanWish; readonly answers: Answers } | null;
  readonly wrong: readonly PlanField[];
}

const USUAL: TypedPlan = {
  viewers: "100",
  hours: "10",
  quality: "hd",
  region: "",
  channels: "1",
  storedHours: "0",
  budget: "",
};

/** A plan from the page's address; what is not in it is as usual. Pure. */
export function readPlanQuery(query: PlanQuery): ReadPlan {
  const typed: TypedPlan = {
    viewers: textOf(query.viewers, USUAL.viewers),
    hours: textOf(query.hours, USUAL.hours),
    quality: textOf(query.quality, USUAL.quality),
    region: textOf(query.region, USUAL.region),
    channels: textOf(query.channels, USUAL.channels),
    storedHours: textOf(query.storedHours, USUAL.storedHours),
    budget: textOf(query.budget, USUAL.budget),
  };
  const quality = PlanWish.shape.quality.safeParse(typed.quality).data ?? "hd";
  const wish = PlanWish.safeParse({
    ...{ quality, region: PlanWish.shape.region.safeParse(typed.region).data ?? null },
    viewers: numberOf(typed.viewers),
    hours: numberOf(typed.hours),
    channels: numberOf(typed.channels),
    storedHours: numberOf(typed.storedHours),
  });
  const answers = AnswersSchema.safeParse({
    questions: Object.fromEntries(
      QUESTIONS.flatMap((question) => {
        const answer = query[`q-${question}`];
        return answer === "yes" || answer === "no" ? [[question, answer === "yes"]] : [];
      }),
    ),
    budgetUsd: typed.budget === "" ? null : numberOf(typed.budget),
  });
  const issues = wish.error?.issues ?? [];
  const wrong = issues
    // More hours than channels have says nothing while the channels themselves are wrong.
    .filter(({ code }) => code !== "custom" || issues.length === 1)
    .map(({ path }) => path[0] as PlanField);
  if (!wish.success || !answers.success)
    return {
      typed,
      plan: null,
      wrong: [...new Set(answers.success ? wrong : [...wrong, "budget" as const])],
    };
  return { typed, plan: { wish: wish.data, answers: answers.data }, wrong: [] };
}

function textOf(value: string | string[] | undefined, usual: string): string {
  return typeof value === "string" ? value.trim().slice(0, 40) : usual;
}

/** Nothing typed is no number, not zero. */
function numberOf(text: string): number {
  return text === "" ? Number.NaN : Number(text.replace(",", "."));
}
