"use client";
import { useTranslations } from "use-intl";
import { useMoney } from "@/components/costs/use-money";
import type { BreakEven } from "@/lib/costs/planner/break-evens";
import type { PlanView } from "@/lib/planner/get-plan";

export interface ToldBreakEven {
  readonly one: BreakEven;
  /** By which the chart shows it; null for what is no single point. */
  readonly letter: string | null;
}

const ORDER: readonly BreakEven["type"][] = ["cheaper-from", "ends-at", "always-cheaper", "unknown"];

/** Crossings first, from few viewers to many, each with a letter. Pure. */
export function lettered(breakEvens: readonly BreakEven[]): readonly ToldBreakEven[] {
  const viewersOf = (one: BreakEven) => ("viewers" in one ? one.viewers : 0);
  return breakEvens
    .toSorted((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type) || viewersOf(a) - viewersOf(b))
    .map((one, index) => ({
      one,
      letter: one.type === "cheaper-from" && index < 26 ? String.fromCharCode(65 + index) : null,
    }));
}

/** What the curves say, in sentences. */
export function BreakEvenList({ told, plan }: { told: readonly ToldBreakEven[]; plan: PlanView }) {
  const t = useTranslations("planner");
  const money = useMoney();
  const labels = new Map(plan.providers.map(({ id, label }) => [id, label]));
  const name = (id: string) => labels.get(id) ?? id;

  function sentence(one: BreakEven): string {
    const provider = name(one.provider);
    if (one.type === "ends-at") return t("endsAt", { provider, viewers: one.viewers });
    if (one.type === "unknown") return t("unknownPart", { provider });
    if (one.type === "always-cheaper") return t("alwaysCheaper", { provider, than: name(one.than) });
    const { viewers, micros } = one;
    const { hours } = plan.wish;
    return t("cheaperFrom", { provider, than: name(one.than), viewers, hours, amount: money(micros) });
  }

  return (
    <div>
      <h3 className="mb-2 font-medium">{t("breakEvens")}</h3>
      <ul className="figures grid gap-2">
        {told.map(({ one, letter }) => (
          <li
            key={`${one.type}/${one.provider}/${"than" in one ? one.than : ""}/${"viewers" in one ? one.viewers : ""}`}
            className="flex items-baseline gap-2"
          >
            {letter === null ? (
              <span aria-hidden className="w-5 shrink-0 text-center text-muted">
                ·
              </span>
            ) : (
              <span className="flex size-5 shrink-0 items-center justify-center self-start rounded-full border text-small font-medium">
                <span className="sr-only">{t("crossing", { letter: "" })}</span>
                {letter}
              </span>
            )}
            <span className={letter === null ? "text-muted" : undefined}>{sentence(one)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
