import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/get-translator";

export default async function NotFound() {
  const t = await getTranslator("pages");
  return (
    <main id="content" className="type-viewer mx-auto max-w-2xl px-4 py-24 text-body">
      <title>{t("notFoundTitle")}</title>
      <h1 className="text-title font-semibold">{t("notFoundTitle")}</h1>
      <p className="mt-2 text-muted">{t("notFoundBody")}</p>
      <Link href="/" className={`${buttonStyle({ tone: "secondary" })} mt-6`}>
        {t("goHome")}
      </Link>
    </main>
  );
}
