"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

export function RecordLink({ streamId }: { streamId: string }) {
  const t = useTranslations("studio");
  return (
    <Link
      href={`/studio/streams/${streamId}/record`}
      className="flex min-h-11 items-center gap-2 rounded border bg-surface px-4 py-2 hover:border-accent"
    >
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{t("record")}</span>
        <span className="block text-small text-muted">{t("recordHint")}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-accent" />
    </Link>
  );
}
