import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { Button, buttonStyle } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { getSignUpMode } from "@/lib/auth/settings";
import { listUsers } from "@/lib/auth/users";
import { ROLES, TIERS } from "@/lib/db/schema";
import { getTranslator } from "@/lib/i18n/get-translator";
import { InviteDialog } from "./_components/invite-dialog";
import { SignUpModeSelect } from "./_components/sign-up-mode-select";
import { UserTable } from "./_components/user-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("admin"))("metaTitle") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsersPage({ searchParams }: Props) {
  const actor = await pageUser("/admin/users");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const query = await searchParams;
  const search = typeof query.q === "string" ? query.q.trim().slice(0, 100) : "";
  const before = typeof query.before === "string" ? query.before : undefined;
  const [t, mode, page] = await Promise.all([
    getTranslator("admin"),
    getSignUpMode(),
    listUsers(actor, { limit: 50, ...(search ? { search } : {}), ...(before ? { before } : {}) }),
  ]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-title font-semibold">{t("title")}</h1>
        <div className="flex flex-wrap items-center gap-3">
          <SignUpModeSelect mode={mode} />
          <InviteDialog roles={ROLES} tiers={TIERS} />
        </div>
      </div>
      <search>
        <form className="mb-4 flex flex-wrap gap-2">
          <Input
            name="q"
            type="search"
            defaultValue={search}
            aria-label={t("search")}
            placeholder={t("search")}
            className="max-w-sm min-w-0 flex-1"
          />
          <Button type="submit">{t("searchButton")}</Button>
          {search ? (
            <Link href="/admin/users" className={buttonStyle({ tone: "quiet" })}>
              {t("clearSearch")}
            </Link>
          ) : null}
        </form>
      </search>
      {page.users.length > 0 ? (
        <UserTable users={page.users} myId={actor.userId} roles={ROLES} tiers={TIERS} />
      ) : (
        <p className="py-8 text-muted">{t("empty", { query: search })}</p>
      )}
      {page.next ? (
        <Link
          href={`/admin/users?${new URLSearchParams({ ...(search ? { q: search } : {}), before: page.next })}`}
          className={`${buttonStyle({ tone: "secondary" })} mt-4`}
        >
          {t("nextPage")}
        </Link>
      ) : null}
    </div>
  );
}
