"use client";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useClock } from "@/components/ui/use-clock";
import { isLocale, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";
import { setLocaleAction } from "../actions";

export function AppearanceForm({ locale }: { locale: Locale }) {
  const t = useTranslations("nav");
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  // The theme is only known in the browser.
  const isHydrated = useClock() !== null;

  async function changeLocale(value: string) {
    if (!isLocale(value)) return;
    await setLocaleAction({ locale: value });
    router.refresh();
  }

  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label={t("language")}>
        {(control) => (
          <Select {...control} value={locale} onChange={(event) => changeLocale(event.target.value)}>
            {LOCALES.map((value) => (
              <option key={value} value={value} lang={value}>
                {LOCALE_NAMES[value]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("theme")}>
        {(control) => (
          <Select
            {...control}
            value={isHydrated ? (theme ?? "system") : "system"}
            onChange={(event) => setTheme(event.target.value)}
          >
            <option value="system">{t("themeSystem")}</option>
            <option value="light">{t("themeLight")}</option>
            <option value="dark">{t("themeDark")}</option>
          </Select>
        )}
      </Field>
    </div>
  );
}
