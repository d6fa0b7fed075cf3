"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import type { PlanField, TypedPlan } from "../read-plan-query";
import { PlanFields } from "./plan-fields";

/** Fields elsewhere on the page belong to the form by this. */
export const PLAN_FORM = "plan";

/** Long enough not to calculate each digit of a number. */
const PAUSE_MS = 350;

interface PlanFormProps {
  readonly typed: TypedPlan;
  readonly wrong: readonly PlanField[];
  /** What comes of it. */
  readonly children: ReactNode;
}

/** What is planned, in the page's address: it is calculated anew while one types, and by the button without scripts. */
export function PlanForm({ typed, wrong, children }: PlanFormProps) {
  const t = useTranslations("planner");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isBusy, start] = useTransition();

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    function later() {
      clearTimeout(timer.current);
      timer.current = setTimeout(calculate, PAUSE_MS);
    }
    function calculate() {
      if (element) start(() => router.replace(addressOf(element), { scroll: false }));
    }
    // Fields that stand outside of the form don't bubble through it.
    const listen = (event: Event) => {
      if ((event.target as HTMLInputElement).form === element) later();
    };
    document.addEventListener("input", listen);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("input", listen);
    };
  }, [router]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    clearTimeout(timer.current);
    const { currentTarget } = event;
    start(() => router.replace(addressOf(currentTarget), { scroll: false }));
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <form
        ref={form}
        id={PLAN_FORM}
        action="/admin/plan"
        onSubmit={submit}
        noValidate
        className="grid gap-4 rounded border bg-surface p-4 lg:sticky lg:top-4"
      >
        <h2 className="font-semibold">{t("wish")}</h2>
        <PlanFields typed={typed} wrong={wrong} />
        {wrong.length > 0 ? (
          <Notice tone="rust" role="alert">
            {t("invalid")}
          </Notice>
        ) : null}
        <Button type="submit" tone="primary" aria-busy={isBusy} className="justify-self-start">
          {isBusy ? t("updating") : t("calculate")}
        </Button>
      </form>
      <div
        aria-busy={isBusy}
        className={cn("grid grid-cols-[minmax(0,1fr)] gap-4 transition-opacity", isBusy && "opacity-60")}
      >
        {children}
      </div>
    </div>
  );
}

/** Only what is filled in: addresses stay short. */
function addressOf(form: HTMLFormElement): string {
  const filled = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== "");
  return `/admin/plan?${new URLSearchParams(filled as [string, string][])}`;
}
