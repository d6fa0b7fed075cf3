import { FlaskConical } from "lucide-react";
import { getTranslator } from "@/lib/i18n/get-translator";

/** Above every page of a demo, so that nobody takes its people and its money for real. */
export async function DemoBanner() {
  const t = await getTranslator("pages");
  return (
    <p
      role="note"
      className="flex items-center justify-center gap-2 bg-fair-soft px-4 py-1.5 text-center text-small"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0 text-fair" />
      <span>
        <strong className="font-semibold">{t("demo")}</strong> {t("demoLead")}
      </span>
    </p>
  );
}
