import Link from "next/link";
import { buttonStyle } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/get-translator";

export default async function NotFound() {
  const t = await getTranslator("watch");
  return (
    <div className="max-w-2xl px-4 py-12">
      <h1 className="text-title font-semibold">{t("notFoundTitle")}</h1>
      <p className="mt-2 text-muted">{t("notFoundBody")}</p>
      <Link href="/" className={`${buttonStyle({ tone: "secondary" })} mt-6`}>
        {t("home")}
      </Link>
    </div>
  );
}
