"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { GroupBy } from "@/lib/ledger/month";

const GROUPS: readonly GroupBy[] = ["provider", "tier", "label", "creator", "day"];

/** Links, so that each view has an address. */
export function GroupTabs({ month, current }: { month: string; current: GroupBy }) {
  const t = useTranslations("costDesk");
  return (
    <nav aria-label={t("groupBy")} className="flex flex-wrap gap-1">
      {GROUPS.map((group) => (
        <Link
          key={group}
          href={`/admin/costs?${new URLSearchParams({ month, by: group })}`}
          prefetch={false}
          scroll={false}
          aria-current={group === current ? "page" : undefined}
          className={cn(
            "flex h-8 items-center rounded border border-transparent px-3 text-muted hover:bg-sunken hover:text-ink pointer-coarse:h-11",
            group === current && "border-line-strong bg-surface font-medium text-ink",
          )}
        >
          {t(`by.${group}`)}
        </Link>
      ))}
    </nav>
  );
}
