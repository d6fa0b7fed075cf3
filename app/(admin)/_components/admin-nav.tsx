import { NavLink } from "@/app/_shell/nav-link";
import { getTranslator } from "@/lib/i18n/get-translator";

/** The pages of those who run the site. */
export async function AdminNav() {
  const t = await getTranslator("nav");
  return (
    <nav aria-label={t("admin")} className="border-b bg-surface">
      <div className="mx-auto flex max-w-6xl gap-1 overflow-x-auto px-2 sm:px-1 [&>a]:shrink-0">
        <NavLink href="/admin/users">{t("users")}</NavLink>
        <NavLink href="/admin/providers">{t("providers")}</NavLink>
        <NavLink href="/admin/costs">{t("costs")}</NavLink>
        <NavLink href="/admin/plan">{t("plan")}</NavLink>
        <NavLink href="/admin/tiers">{t("siteSettings")}</NavLink>
      </div>
    </nav>
  );
}
