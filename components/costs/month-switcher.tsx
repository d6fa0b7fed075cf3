"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useDays } from "./use-days";

interface MonthSwitcherProps {
  readonly month: string;
  /** Null where there is nothing beside it, as after the running month. */
  readonly earlierHref: string | null;
  readonly laterHref: string | null;
}

export function MonthSwitcher({ month, earlierHref, laterHref }: MonthSwitcherProps) {
  const t = useTranslations("costDesk");
  const days = useDays();
  return (
    <nav aria-label={t("months")} className="flex items-center gap-1">
      <Step href={earlierHref} label={t("earlier")}>
        <ChevronLeft aria-hidden />
      </Step>
      <span aria-current="date" className="figures min-w-36 text-center font-medium">
        {days.month(month)}
      </span>
      <Step href={laterHref} label={t("later")}>
        <ChevronRight aria-hidden />
      </Step>
    </nav>
  );
}

function Step({ href, label, children }: { href: string | null; label: string; children: React.ReactNode }) {
  const style = buttonStyle({ tone: "quiet", size: "icon" });
  if (href === null)
    return (
      <span aria-hidden className={cn(style, "opacity-40 hover:bg-transparent")}>
        {children}
      </span>
    );
  return (
    <Link href={href} aria-label={label} title={label} className={style} prefetch={false}>
      {children}
    </Link>
  );
}
