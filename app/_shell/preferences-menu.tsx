"use client";
import { Languages } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useTranslations } from "use-intl";
import { setLocaleAction } from "@/app/(studio)/studio/settings/actions";
import { Button } from "@/components/ui/button";
import { LateMenu } from "@/components/ui/late-menu";
import { isLocale, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/i18n/locales";

export function PreferencesMenu({ locale }: { locale: Locale }) {
  const t = useTranslations("nav");
  const { theme, setTheme } = useTheme();
  const router = useRouter();

  async function changeLocale(value: string) {
    if (!isLocale(value) || value === locale) return;
    await setLocaleAction({ locale: value });
    router.refresh();
  }

  return (
    <LateMenu
      trigger={
        <Button tone="quiet" size="icon" aria-label={t("preferences")} title={t("preferences")}>
          <Languages aria-hidden />
        </Button>
      }
    >
      {({ MenuChoice, MenuSeparator }) => (
        <>
          <MenuChoice
            label={t("language")}
            value={locale}
            onChange={changeLocale}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value], lang: value }))}
          />
          <MenuSeparator />
          <MenuChoice
            label={t("theme")}
            value={theme ?? "system"}
            onChange={setTheme}
            options={[
              { value: "system", label: t("themeSystem") },
              { value: "light", label: t("themeLight") },
              { value: "dark", label: t("themeDark") },
            ]}
          />
        </>
      )}
    </LateMenu>
  );
}
