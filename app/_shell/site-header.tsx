import { Film, Search, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { SearchForm } from "@/components/lists/search-form";
import { Logo } from "@/components/site/logo";
import { buttonStyle } from "@/components/ui/button";
import { findActor } from "@/lib/auth/session";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { AccountMenu } from "./account-menu";
import { NavLink } from "./nav-link";
import { PreferencesMenu } from "./preferences-menu";

/** The bar above every page. What it offers follows from who is signed in. */
export async function SiteHeader() {
  const [actor, locale, t, common, lists] = await Promise.all([
    findActor(),
    getLocale(),
    getTranslator("nav"),
    getTranslator("common"),
    getTranslator("lists"),
  ]);
  const isCreator = actor !== null && actor.role !== "viewer";
  return (
    <header className="border-b bg-surface text-[0.875rem] leading-5">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="mx-auto flex h-13 max-w-6xl items-center gap-1 px-4 sm:gap-2">
        <Link
          href="/"
          prefetch={false}
          className="mr-auto flex h-9 items-center gap-2 rounded font-semibold sm:mr-4"
        >
          <Logo className="size-5" />
          <span className={actor ? "hidden sm:inline" : undefined}>{common("appName")}</span>
          {actor ? <span className="sr-only sm:hidden">{common("appName")}</span> : null}
        </Link>
        <nav aria-label={t("label")} className="flex items-center gap-1 sm:mr-auto">
          {isCreator ? <NavLink href="/studio/streams">{t("streams")}</NavLink> : null}
          {isCreator ? (
            <NavLink href="/studio/recordings">
              <Film aria-hidden className="size-5 sm:hidden" />
              <span className="max-sm:sr-only">{t("recordings")}</span>
            </NavLink>
          ) : null}
          {actor?.role === "admin" ? (
            <NavLink href="/admin">
              <ShieldCheck aria-hidden className="size-5 sm:hidden" />
              <span className="max-sm:sr-only">{t("admin")}</span>
            </NavLink>
          ) : null}
        </nav>
        <SearchForm
          label={lists("searchSite")}
          hint={lists("searchHint")}
          button={lists("search")}
          className="hidden min-w-0 flex-1 md:block md:max-w-72"
        />
        <Link
          href="/search"
          prefetch={false}
          aria-label={lists("search")}
          className={`${buttonStyle({ tone: "quiet", size: "icon" })} md:hidden`}
        >
          <Search aria-hidden />
        </Link>
        <PreferencesMenu locale={locale} />
        {actor ? (
          <AccountMenu name={actor.name} email={actor.email} handle={actor.channel?.handle ?? null} />
        ) : (
          <Link href="/sign-in" prefetch={false} className={buttonStyle({ tone: "secondary" })}>
            {t("signIn")}
          </Link>
        )}
      </div>
    </header>
  );
}
