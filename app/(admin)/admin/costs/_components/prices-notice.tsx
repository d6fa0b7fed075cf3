"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";

/** Nobody has looked at the prices for long. */
export function PricesNotice() {
  const t = useTranslations("costDesk");
  return (
    <Notice tone="fair">
      {t("old")}{" "}
      <Link href="/admin/costs/prices" className="rounded text-accent underline underline-offset-2">
        {t("oldLink")}
      </Link>
    </Notice>
  );
}
