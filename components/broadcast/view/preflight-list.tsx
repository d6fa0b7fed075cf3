"use client";
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { Check, CheckGrade } from "../preflight/preflight-verdict";

const MARKS: Record<CheckGrade, { readonly icon: typeof CircleCheck; readonly style: string }> = {
  good: { icon: CircleCheck, style: "text-good" },
  fair: { icon: TriangleAlert, style: "text-fair" },
  poor: { icon: CircleAlert, style: "text-rust" },
  waiting: { icon: CircleDashed, style: "text-muted" },
  unknown: { icon: CircleHelp, style: "text-muted" },
};

/** What was looked at before going live, each with its result in words. */
export function PreflightList({ checks, children }: { checks: readonly Check[]; children: ReactNode }) {
  const t = useTranslations("broadcastStudio");
  return (
    <section className="border-t pt-4">
      <h3 className="font-semibold">{t("checks.title")}</h3>
      <ul className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {checks.map(({ id, grade, word }) => (
          <CheckLine key={id} grade={grade}>
            {t(`checks.${word}`)}
          </CheckLine>
        ))}
      </ul>
      {children}
    </section>
  );
}

export function CheckLine({ grade, children }: { grade: CheckGrade; children: ReactNode }) {
  const t = useTranslations("broadcastStudio");
  const mark = MARKS[grade];
  return (
    <li className="flex items-start gap-2">
      <mark.icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", mark.style)} />
      <span>
        <span className="sr-only">{t(`grades.${grade}`)}: </span>
        {children}
      </span>
    </li>
  );
}
