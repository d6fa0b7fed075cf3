import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/get-translator";

interface PageLinksProps {
  /** Null on the first page. */
  readonly newestHref: string | null;
  /** Null on the last one. */
  readonly olderHref: string | null;
}

/** Ways through a list that is too long for one page. */
export async function PageLinks({ newestHref, olderHref }: PageLinksProps) {
  const t = await getTranslator("lists");
  if (!newestHref && !olderHref) return null;
  return (
    <nav aria-label={t("pages")} className="mt-10 flex flex-wrap gap-2">
      {newestHref ? (
        <Link href={newestHref} prefetch={false} className={buttonStyle()}>
          <ChevronLeft aria-hidden />
          {t("newest")}
        </Link>
      ) : null}
      {olderHref ? (
        <Link href={olderHref} prefetch={false} rel="next" className={buttonStyle()}>
          {t("older")}
          <ChevronRight aria-hidden />
        </Link>
      ) : null}
    </nav>
  );
}
