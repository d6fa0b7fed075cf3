import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { findActor } from "@/lib/auth/session";
import { listSignInOptions } from "@/lib/auth/sign-in-options";
import { getTranslator } from "@/lib/i18n/get-translator";
import { safeReturnPath } from "../_components/safe-return-path";
import { SignInForm } from "../_components/sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("signIn"))("metaTitle") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const [actor, t] = await Promise.all([findActor(), getTranslator("signIn")]);
  const returnTo = safeReturnPath(query.callbackUrl);
  if (actor) redirect(returnTo ?? (actor.role === "viewer" ? "/" : "/studio/streams"));
  return (
    <div className="mx-auto max-w-sm">
      <h1 className="text-title font-semibold">{t("title")}</h1>
      <SignInForm
        options={listSignInOptions().filter((option) => option.id !== "credentials")}
        returnTo={returnTo ?? "/studio"}
        problem={typeof query.error === "string" ? query.error : null}
      />
    </div>
  );
}
